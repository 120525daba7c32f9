import type { TextKey, Texts } from '../../i18n/texts.js';

/** What the notice says to the person, as the record says it of the person. */
const OF_THE_PERSON: Partial<Record<TextKey, TextKey>> = {
  'category.organisation': 'processingRecord.category.organisation',
  'privacyNotice.controller.missing': 'processingRecord.controller.missing',
  'privacyNotice.ground.agreement': 'processingRecord.ground.agreement',
  'privacyNotice.ownData.identityEvidence': 'processingRecord.ownData.identityEvidence',
  'privacyNotice.ownData.packages': 'processingRecord.ownData.packages',
  'privacyNotice.retention.criterion.claims': 'processingRecord.retention.criterion.claims',
  'privacyNotice.retention.latestOf': 'processingRecord.retention.latestOf',
  'privacyNotice.retention.statutory.intro': 'processingRecord.retention.statutory.intro',
};

/** The record is read by the authority, whom it does not concern (Art. 30(4)). */
export const impersonal =
  (t: Texts): Texts =>
  (key, values) =>
    t(OF_THE_PERSON[key] ?? key, values);
