import { lawInWords } from '../../answers/law-in-words.js';
import { senderLines } from '../../answers/sender.js';
import { type Language, PERSON_TYPES } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { dateIn } from '../../i18n/dates.js';
import { textsIn } from '../../i18n/texts.js';
import { type Block, heading, type Paper, paragraph } from '../../paper/paper.js';
import { controllerAndContact } from './controller.js';
import { dataGroups, heldData } from './data.js';
import { impersonal } from './impersonal.js';
import type { Draft, Section } from './notice-section.js';
import { security } from './protection.js';
import { purposes } from './purposes.js';
import { recipients, transfers } from './recipients.js';
import { retention } from './retention.js';

/** Art. 30(1)(a) to (g), in the order of the law. */
export const RECORD_SECTIONS = {
  controller: { item: '30(1)(a)', parts: [controllerAndContact, otherParties] },
  purposes: { item: '30(1)(b)', parts: [purposes] },
  categories: { item: '30(1)(c)', parts: [dataSubjects, dataGroups, heldData] },
  recipients: { item: '30(1)(d)', parts: [recipients] },
  transfers: { item: '30(1)(e)', parts: [transfers] },
  erasure: { item: '30(1)(f)', parts: [retention] },
  security: { item: '30(1)(g)', parts: [security] },
} as const satisfies Record<string, { item: `30(1)(${string})`; parts: readonly Section[] }>;

type RecordSection = keyof typeof RECORD_SECTIONS;

/** The controller's record of this register's processing, for the supervisory authority (Art. 30(4)). */
export function processingRecord(policy: RegisterPolicy, language: Language): Paper {
  const draft: Draft = { policy, language, t: impersonal(textsIn(language)) };
  const title = draft.t('processingRecord.title', { register: policy.registerName[language] });
  return {
    language,
    subject: title,
    title,
    sender: senderLines(policy, language),
    addressee: null,
    date: null,
    blocks: [...opening(draft), ...letteredSections(draft), { kind: 'small', text: draft.t('law.gdprName') }],
  };
}

function opening({ policy, language, t }: Draft): Block[] {
  const laws = lawInWords('Art. 30(1)', language).join('; ');
  return [
    {
      kind: 'facts',
      rows: [
        [t('term.register'), policy.registerName[language]],
        [t('privacyNotice.version'), policy.version],
        [t('privacyNotice.activeFrom'), dateIn(language, policy.activeFrom)],
      ],
    },
    paragraph(t('processingRecord.intro', { laws })),
  ];
}

function letteredSections(draft: Draft): Block[] {
  return (Object.keys(RECORD_SECTIONS) as RecordSection[]).flatMap((key) => {
    const { item, parts } = RECORD_SECTIONS[key];
    const letter = item.slice(-2, -1);
    return [
      heading(`${letter}) ${draft.t(`processingRecord.${key}`)}`, key),
      ...(parts as readonly Section[]).flatMap((part) => part(draft)),
    ];
  });
}

function otherParties({ t }: Draft): Block[] {
  return [paragraph(t('processingRecord.others'))];
}

function dataSubjects({ t }: Draft): Block[] {
  return [
    paragraph(t('processingRecord.subjects')),
    { kind: 'list', items: PERSON_TYPES.map((type) => t(`personType.${type}`)) },
  ];
}
