import { lawInWords } from '../../answers/law-in-words.js';
import { LOCALES } from '../../i18n/texts.js';
import { type Block, paragraph } from '../../paper/paper.js';
import { isInEea } from '../../recipients/european-economic-area.js';
import { type Draft, eitherOf } from './notice-section.js';

/** Art. 13(1)(e): groups where the notice has them, and the recipients by name. */
export function recipients(draft: Draft): Block[] {
  const { policy, t } = draft;
  const { groups } = policy.recipientGroups;
  const grouped: Block[] =
    groups === 'notStated'
      ? [paragraph(t('privacyNotice.recipients.notStated'))]
      : [
          paragraph(t('privacyNotice.recipients.intro')),
          { kind: 'list', items: groups.map((group) => t(`privacyNotice.recipientGroup.${group}`)) },
        ];
  return [...grouped, namedRecipients(draft), ...disclosures(draft)];
}

function namedRecipients({ policy, language, t }: Draft): Block {
  if (policy.recipients.length === 0) return paragraph(t('privacyNotice.recipients.none'));
  const countries = new Intl.DisplayNames(LOCALES[language], { type: 'region' });
  return {
    kind: 'table',
    columns: [
      t('term.recipient'),
      t('privacyNotice.recipients.role'),
      t('privacyNotice.recipients.country'),
      t('privacyNotice.recipients.task'),
    ],
    rows: policy.recipients.map(({ name, text, kind, country }) => [
      name,
      t(`privacyNotice.recipientKind.${kind}`),
      countries.of(country) ?? country,
      text[language],
    ]),
  };
}

/** The grounds outside which the house refuses to disclose anything. */
function disclosures(draft: Draft): Block[] {
  const { policy, t } = draft;
  const { grounds, serviceProviders } = policy.disclosures;
  const { partOfDataOnServers, relationship } = policy.processors;
  const allowed: Block[] =
    grounds.length === 0
      ? [paragraph(t('privacyNotice.recipients.noGrounds'))]
      : [
          paragraph(t('privacyNotice.recipients.grounds')),
          { kind: 'list', items: grounds.map((ground) => t(`privacyNotice.ground.${ground}`)) },
        ];
  const services = serviceProviders.map((service) => t(`privacyNotice.service.${service}`));
  return [
    ...allowed,
    ...(services.length === 0
      ? []
      : [paragraph(t('privacyNotice.recipients.services', { services: eitherOf(services, draft) }))]),
    ...(partOfDataOnServers ? [paragraph(t('privacyNotice.recipients.servers', { relationship }))] : []),
  ];
}

/** Art. 13(1)(f) and 30(1)(e). */
export function transfers({ policy, language, t }: Draft): Block[] {
  const { outsideEea, safeguards } = policy.transfers;
  const outside = policy.recipients.filter(({ country }) => !isInEea(country)).map(({ name }) => name);
  const where =
    outside.length > 0
      ? [t('copyDoc.transfers.some', { names: outside.join(', ') })]
      : policy.recipients.length > 0
        ? [t('privacyNotice.transfers.allInside')]
        : [];
  const said = [t(`copyDoc.transfers.${outsideEea}`), ...where].map(paragraph);
  if (outsideEea === 'never' && outside.length === 0) return said;
  if (safeguards !== 'notStated') return [...said, paragraph(t('copyDoc.safeguards', { text: safeguards }))];
  const laws = lawInWords('Art. 45; Art. 46; Art. 49', language).join('; ');
  const unstated = [t('copyDoc.safeguards.notStated'), t('privacyNotice.transfers.criteria', { laws })].join(
    ' ',
  );
  return [...said, paragraph(unstated)];
}
