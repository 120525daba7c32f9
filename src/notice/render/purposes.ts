import { lawInWords } from '../../answers/law-in-words.js';
import { capitalised } from '../../answers/wording.js';
import { PERSON_TYPES, type PersonType } from '../../domain/category.js';
import { type Block, paragraph } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

/** Art. 13(1)(c), first half. */
export function purposes({ policy, language, t }: Draft): Block[] {
  if (policy.purposes.length === 0) return [paragraph(t('privacyNotice.purposes.notStated'))];
  return [
    paragraph(t('privacyNotice.purposes.intro')),
    { kind: 'list', items: policy.purposes.map(({ text }) => text[language]) },
  ];
}

/** Art. 13(1)(c), second half, and the interest of Art. 13(1)(d). */
export function legalBases(draft: Draft): Block[] {
  const { policy, language, t } = draft;
  const obligation = capitalised(t('basis.legal-obligation'));
  const laws = lawInWords('KPL 2:10', language).join('; ');
  const interested = PERSON_TYPES.some((type) => policy.legalBases[type].basis === 'legitimate-interest');
  return [
    {
      kind: 'table',
      columns: [
        t('privacyNotice.basis.whose'),
        t('privacyNotice.basis.column'),
        t('privacyNotice.basis.why'),
      ],
      rows: [
        ...PERSON_TYPES.map((type) => basisRow(type, draft)),
        [t('privacyNotice.basis.accounting'), obligation, t('privacyNotice.basis.accounting.why', { laws })],
        [t('privacyNotice.basis.requests'), obligation, t('privacyNotice.basis.requests.why')],
      ],
    },
    paragraph(t('privacyNotice.basis.perPurpose')),
    ...(interested
      ? [paragraph(t('privacyNotice.basis.object', { section: t('privacyNotice.objection') }))]
      : []),
  ];
}

function basisRow(type: PersonType, { policy, language, t }: Draft): string[] {
  const { basis, interest } = policy.legalBases[type];
  const why =
    basis === 'legitimate-interest' && interest !== undefined
      ? t('privacyNotice.basis.interest', { interest: interest[language] })
      : t(`privacyNotice.basis.why.${basis}`);
  return [t(`personType.${type}`), capitalised(t(`basis.${basis}`)), why];
}

/** Art. 13(2)(e). */
export function requirement({ policy, t }: Draft): Block[] {
  const { statutoryRequirement } = policy;
  return [
    paragraph(
      statutoryRequirement === 'notStated' ? t('privacyNotice.requirement.notStated') : statutoryRequirement,
    ),
  ];
}

/** Art. 13(2)(c) and 7(3). */
export function consent({ policy, t }: Draft): Block[] {
  const stated = policy.consent === 'notStated' ? t('privacyNotice.consent.notStated') : policy.consent;
  return [paragraph(stated), paragraph(t('privacyNotice.consent.withdraw'))];
}
