import { type Block, paragraph, subheading } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

const MANUAL = [
  'locked',
  'fireproof',
  'namedPersonsOnly',
  'needToKnow',
  'confidentialityCommitment',
] as const;
const ELECTRONIC = ['personalAccounts', 'confidentialityCommitment', 'firewall'] as const;
const COLLECTED_AT = ['customer-events', 'trade-fairs'] as const;
const COOKIES = ['ip-address', 'time-of-visit', 'pages-viewed', 'browser'] as const;

/** Art. 30(1)(g) and 32, as far as the notice goes: a measure it does not promise is not mentioned. */
export function security({ policy, t }: Draft): Block[] {
  const { manualMaterial, electronicMaterial, goodPractice } = policy;
  const place = COLLECTED_AT.find((code) => code === manualMaterial.collectedAt);
  const manual = [
    ...(place === undefined ? [] : [t(`privacyNotice.manual.${place}`)]),
    ...MANUAL.filter((measure) => manualMaterial[measure]).map((measure) =>
      t(`privacyNotice.manual.${measure}`),
    ),
  ];
  const electronic = ELECTRONIC.filter((measure) => electronicMaterial[measure]).map((measure) =>
    t(`privacyNotice.electronic.${measure}`),
  );
  const measures = (items: readonly string[]): Block =>
    items.length === 0 ? paragraph(t('privacyNotice.security.notStated')) : { kind: 'list', items };
  return [
    subheading(t('privacyNotice.security.manual')),
    measures(manual),
    subheading(t('privacyNotice.security.electronic')),
    measures(electronic),
    ...(goodPractice === 'notStated' ? [] : [paragraph(t('privacyNotice.security.goodPractice'))]),
  ];
}

/** An IP address is personal data, whatever a notice says of visitors who cannot be told apart. */
export function cookies({ policy, t }: Draft): Block[] {
  const { stated, collects = [], analytics = [] } = policy.cookies;
  if (!stated) return [t('privacyNotice.cookies.notStated'), t('privacyNotice.cookies.law')].map(paragraph);
  const items = collects.map((code) => {
    const known = COOKIES.find((cookie) => cookie === code);
    return known === undefined ? code : t(`privacyNotice.cookie.${known}`);
  });
  const collected: Block[] =
    items.length === 0
      ? [paragraph(t('privacyNotice.cookies.stated.noList'))]
      : [paragraph(t('privacyNotice.cookies.stated')), { kind: 'list', items }];
  return [
    ...collected,
    ...(collects.includes('ip-address') ? [paragraph(t('privacyNotice.cookies.ipAddress'))] : []),
    ...(analytics.length === 0
      ? []
      : [t('privacyNotice.cookies.analytics', { services: analytics.join(', ') }), transferOf(policy, t)].map(
          paragraph,
        )),
    paragraph(t('privacyNotice.cookies.law')),
  ];
}

const transferOf = ({ transfers }: Draft['policy'], t: Draft['t']) =>
  transfers.safeguards === 'notStated'
    ? t('privacyNotice.cookies.analytics.transfer')
    : t('copyDoc.safeguards', { text: transfers.safeguards });
