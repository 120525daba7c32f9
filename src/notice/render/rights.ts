import { lawInWords } from '../../answers/law-in-words.js';
import type { Right } from '../../domain/category.js';
import type { NotStated, RequestForm } from '../../domain/register-policy.js';
import { type Block, paragraph, subheading } from '../../paper/paper.js';
import { type Draft, eitherOf } from './notice-section.js';

/** Objection has a section of its own (Art. 21(4)). The most used come first. */
const OTHER_RIGHTS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
] as const satisfies readonly Exclude<Right, 'objection'>[];
type OtherRight = (typeof OTHER_RIGHTS)[number];

/** Art. 13(2)(b) and 12: what each right gives, and how it is used. */
export function rights(draft: Draft): Block[] {
  const { policy, language, t } = draft;
  const laws = (citation: string) => ({ laws: lawInWords(citation, language).join('; ') });
  const { responseTime } = policy;
  return [
    paragraph(t('privacyNotice.rights.time', laws('Art. 12(3)'))),
    ...(responseTime === 'notStated'
      ? []
      : [paragraph(t('privacyNotice.rights.responseTime', { text: responseTime }))]),
    paragraph(t('privacyNotice.rights.free', laws('Art. 12(5)'))),
    paragraph(t('privacyNotice.rights.identity', laws('Art. 12(6)'))),
    paragraph(t('privacyNotice.rights.refusal')),
    ...OTHER_RIGHTS.flatMap((right) => [
      subheading(t(`rightWithLaw.${right}`)),
      ...meaning(right, draft).map(paragraph),
      paragraph(howToAsk(policy.requestForms[right], draft)),
    ]),
  ];
}

function meaning(right: OtherRight, draft: Draft): string[] {
  const { policy, t } = draft;
  if (right === 'rectification') {
    const grounds = policy.rectification.grounds.map((ground) =>
      t(`privacyNotice.rectificationGround.${ground}`),
    );
    return [t('privacyNotice.right.rectification', { grounds: eitherOf(grounds, draft) })];
  }
  return right === 'erasure' ? erasure(draft) : [t(`privacyNotice.right.${right}`)];
}

function erasure({ policy, t }: Draft): string[] {
  const { blockers, anonymisation, totalOblivion } = policy.erasure;
  const reasons = [...blockers, 'claim'] as const;
  const more = [
    ...(anonymisation === 'notStated' ? [] : [t('privacyNotice.right.erasure.anonymisation')]),
    ...(totalOblivion === 'notStated' ? [] : [t('privacyNotice.right.erasure.oblivion')]),
  ];
  return [
    t('privacyNotice.right.erasure', {
      blockers: reasons.map((reason) => t(`privacyNotice.blocker.${reason}`)).join('; '),
    }),
    ...(more.length === 0 ? [] : [more.join(' ')]),
    t('privacyNotice.right.erasure.contactPerson'),
  ];
}

/** The form is a wish and never a condition (TSV/224/2023), and the notice says so beside it. */
function howToAsk(form: RequestForm | NotStated, draft: Draft): string {
  const { t } = draft;
  if (form === 'notStated') return addressees(form, draft);
  const evidence = evidenceOf(form);
  return [
    addressees(form, draft),
    ...(form.mustState.length === 0
      ? []
      : [
          t('privacyNotice.form.mustState', {
            what: form.mustState.length > 1 ? 'both' : form.mustState[0]!,
          }),
        ]),
    ...(evidence === null ? [] : [t(`privacyNotice.form.evidence.${evidence}`)]),
  ].join(' ');
}

/** Who receives a request, or plainly that nobody has been named. */
export function addressees(
  form: RequestForm | NotStated,
  draft: Draft,
  about: 'form' | 'objection' = 'form',
): string {
  const { t } = draft;
  if (form === 'notStated' || form.addressees.length === 0) return t(`privacyNotice.${about}.notStated`);
  const names = form.addressees.map((addressee) => t(`addressee.${addressee}`));
  return t(`privacyNotice.${about}.addressees`, { addressees: eitherOf(names, draft) });
}

function evidenceOf({ preferredEvidence }: RequestForm) {
  const [signed, email] = [
    preferredEvidence.includes('signature'),
    preferredEvidence.includes('identifiable-email'),
  ];
  if (signed) return email ? 'signedOrEmail' : 'signed';
  if (email) return 'email';
  return preferredEvidence.includes('written') ? 'written' : null;
}
