import { lawInWords } from '../../answers/law-in-words.js';
import { authorityContacts } from '../../answers/letter-sections.js';
import { dateIn } from '../../i18n/dates.js';
import { type Block, paragraph } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

/** Art. 13(2)(f) and 22. */
export function automatedDecisions({ policy, language, t }: Draft): Block[] {
  const { made } = policy.automatedDecisions;
  const said = made === 'notStated' ? 'notStated' : made ? 'made' : 'notMade';
  const laws = lawInWords('Art. 22(1)', language).join('; ');
  const profiled = policy.categories.some(({ category }) => category === 'marketing-profile');
  return [
    paragraph(t(`copyDoc.automated.${said}`)),
    ...(made === true ? [paragraph(t('privacyNotice.automated.logic'))] : []),
    ...(made === false ? [] : [paragraph(t('privacyNotice.automated.law', { laws }))]),
    ...(profiled ? [paragraph(t('privacyNotice.automated.profile'))] : []),
  ];
}

/** Art. 13(2)(d), 77 and 79, with the contacts as they are now. */
export function complaint({ language, t }: Draft): Block[] {
  return [
    paragraph(t('remedies.complaint')),
    ...authorityContacts({ language }),
    paragraph(t('privacyNotice.complaint.first')),
    paragraph(t('remedies.court')),
  ];
}

/** Art. 13(3) and 14(4), and which version a reader holds. */
export function changes({ policy, language, t }: Draft): Block[] {
  const { version, notice } = policy;
  const activeFrom = dateIn(language, policy.activeFrom);
  return [
    paragraph(
      t('privacyNotice.changes.purpose', { laws: lawInWords('Art. 13(3); Art. 14(4)', language).join('; ') }),
    ),
    paragraph(
      notice.preparedOn === 'notStated'
        ? t('privacyNotice.changes.version.undated', { version, activeFrom })
        : t('privacyNotice.changes.version', {
            version,
            preparedOn: dateIn(language, notice.preparedOn),
            activeFrom,
          }),
    ),
    { kind: 'small', text: t('law.gdprName') },
  ];
}
