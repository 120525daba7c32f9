import { senderLines } from '../../answers/sender.js';
import type { Language } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { dateIn } from '../../i18n/dates.js';
import { textsIn } from '../../i18n/texts.js';
import { type Block, heading, type Paper, paragraph } from '../../paper/paper.js';
import { automatedDecisions, changes, complaint } from './closing.js';
import { controllerAndContact, dataProtectionOfficer } from './controller.js';
import { dataGroups, heldData, sources } from './data.js';
import type { Draft, NoticeItem, Section } from './notice-section.js';
import { objection } from './objection.js';
import { cookies, security } from './protection.js';
import { consent, legalBases, purposes, requirement } from './purposes.js';
import { recipients, transfers } from './recipients.js';
import { retention } from './retention.js';
import { rights } from './rights.js';

/** The sections in the order a reader asks: who, why, what, to whom, how long, and what you can do about it. */
export const NOTICE_SECTIONS = {
  controller: { items: ['13(1)(a)', '13(1)(b)'], parts: [controllerAndContact, dataProtectionOfficer] },
  purposes: { items: ['13(1)(c)'], parts: [purposes] },
  basis: { items: ['13(1)(c)', '13(1)(d)'], parts: [legalBases] },
  data: { items: ['14(1)(d)'], parts: [dataGroups, heldData] },
  sources: { items: ['14(2)(f)'], parts: [sources] },
  requirement: { items: ['13(2)(e)'], parts: [requirement] },
  recipients: { items: ['13(1)(e)'], parts: [recipients, onRequest('recipients.yours')] },
  transfers: { items: ['13(1)(f)'], parts: [transfers, onRequest('transfers.copy')] },
  retention: { items: ['13(2)(a)'], parts: [retention] },
  objection: { items: ['13(2)(b)', '21(4)'], parts: [objection] },
  rights: { items: ['13(2)(b)'], parts: [rights] },
  consent: { items: ['13(2)(c)'], parts: [consent] },
  automated: { items: ['13(2)(f)'], parts: [automatedDecisions] },
  complaint: { items: ['13(2)(d)'], parts: [complaint] },
  cookies: { items: [], parts: [cookies] },
  security: { items: [], parts: [security] },
  changes: { items: ['13(3)'], parts: [changes] },
} as const satisfies Record<string, { items: readonly NoticeItem[]; parts: readonly Section[] }>;

export type NoticeSection = keyof typeof NOTICE_SECTIONS;

/** The notice of a register, written from the policy its decisions are made by. */
export function privacyNotice(policy: RegisterPolicy, language: Language): Paper {
  const draft: Draft = { policy, language, t: textsIn(language) };
  const title = policy.notice.title[language];
  return {
    language,
    subject: title,
    title,
    sender: senderLines(policy, language),
    addressee: null,
    date: null,
    contents: draft.t('paper.contents'),
    blocks: [...opening(draft), ...numberedSections(draft)],
  };
}

function opening({ policy, language, t }: Draft): Block[] {
  const { preparedOn } = policy.notice;
  return [
    {
      kind: 'facts',
      rows: [
        [t('term.register'), policy.registerName[language]],
        [t('privacyNotice.version'), policy.version],
        ...(preparedOn === 'notStated'
          ? []
          : [[t('privacyNotice.preparedOn'), dateIn(language, preparedOn)] as const]),
        [t('privacyNotice.activeFrom'), dateIn(language, policy.activeFrom)],
      ],
    },
    paragraph(t('privacyNotice.intro')),
    paragraph(t('privacyNotice.gaps')),
  ];
}

function numberedSections(draft: Draft): Block[] {
  return (Object.keys(NOTICE_SECTIONS) as NoticeSection[]).flatMap((key, index) => {
    const parts: readonly Section[] = NOTICE_SECTIONS[key].parts;
    return [
      heading(`${index + 1}. ${draft.t(`privacyNotice.${key}`)}`, key),
      ...parts.flatMap((part) => part(draft)),
    ];
  });
}

/** What belongs in a notice to the person, and not in the controller's own record. */
function onRequest(said: 'recipients.yours' | 'transfers.copy'): Section {
  return ({ t }) => [paragraph(t(`privacyNotice.${said}`))];
}
