import type { Answer, AnsweredTask, AnswerLine, Letter, Notice } from '../../src/answers/answer.js';
import { destructionCertificate } from '../../src/answers/destruction-certificate.js';
import { asLetter, renderLetter } from '../../src/answers/letter.js';
import { renderNotice } from '../../src/answers/notice.js';
import type { Language } from '../../src/domain/category.js';
import type { Facts } from '../../src/domain/facts.js';
import { notificationMail } from '../../src/recipients/notification-mail.js';
import {
  answer,
  CONSUMER_WITH_OPEN_INVOICE,
  CORRECTION,
  line,
  linesOfPlan,
  partialErasure,
  partialRectification,
  policyOf,
  TODAY,
} from './answers.js';

const OWN_SITE = 'https://tietosuoja.konttorimix.example';
const COPY = { link: `${OWN_SITE}/package/0123456789abcdef`, until: '2026-12-20' };
const WEIGHING =
  'Palvelemme järjestöä tällä hetkellä tämän henkilön kautta; työyhteystiedot ovat siihen tarpeen.';

/** A contact person whose organisation is served through them at present. */
const CONTACT_PERSON: Facts = {
  ...CONSUMER_WITH_OPEN_INVOICE,
  person: { ...CONSUMER_WITH_OPEN_INVOICE.person, type: 'contact-person' },
  records: [],
  data: (['name', 'organisation', 'email', 'phone'] as const).map((category, index) => ({
    id: `c${index}`,
    category,
    recordId: null,
    providedBy: 'data-subject',
    basis: 'legitimate-interest',
  })),
};

/** The same consumer after the payment. */
const SETTLED: Facts = {
  ...CONSUMER_WITH_OPEN_INVOICE,
  records: CONSUMER_WITH_OPEN_INVOICE.records.map((each) =>
    each.kind === 'invoice' ? { ...each, balance: '0.00', status: 'paid' } : each,
  ),
};

const task = (changes: Partial<AnsweredTask>): AnsweredTask => ({
  kind: 'system',
  name: 'Verkkokauppa',
  deed: 'return',
  outcome: 'done',
  completedOn: TODAY,
  reason: null,
  ...changes,
});

/** Every kind of letter that is about a decision, as one register would write it. */
export function decisionLetters(register: string, language: Language): ReadonlyMap<string, Letter> {
  const policy = policyOf(register);
  const base = { policy, language, street: 'Esimerkkikatu 5, 00100 Helsinki' };
  const planned = (right: Answer['right'], facts?: Facts) => linesOfPlan(right, facts, policy);
  const rejected = { outcome: 'rejected', grounds: 'legal-claims' } as const;
  const letters: Record<string, Answer> = {
    'a copy': answer({
      ...base,
      right: 'access',
      lines: planned('access'),
      copy: COPY,
      recipients: [{ name: 'Kirjanpito Lumikellotar Oy', disclosedOn: ['2026-10-15'] }],
    }),
    'a copy of what is not whole': answer({
      ...base,
      right: 'access',
      state: 'partly-fulfilled',
      lines: planned('access'),
      copy: COPY,
      redactions: [
        { category: 'note', reason: 'Kertoo naapurista.' },
        { category: 'web-visit', reason: 'Laki estää kertomasta.', ground: 'law-restricts-access' },
      ],
      elsewhere: {
        onlyMissing: false,
        tasks: [
          task({ outcome: null, completedOn: null }),
          task({ name: 'Uutiskirje', reason: 'Palvelu on lopetettu.', outcome: 'impossible' }),
          task({ kind: 'paper', name: 'M-1', deed: 'enclose' }),
        ],
      },
    }),
    'a copy that is sent on': answer({
      ...base,
      right: 'portability',
      lines: planned('portability'),
      copy: COPY,
      transmission: { to: 'Toinen Palvelu Oy (vastaanotto.toinen.example)', sentOn: TODAY, reason: null },
    }),
    'a copy that was not taken': answer({
      ...base,
      right: 'portability',
      lines: planned('portability'),
      copy: COPY,
      transmission: { to: 'Toinen Palvelu Oy (vastaanotto.toinen.example)', sentOn: null, reason: null },
    }),
    'S01, an erasure while an invoice is open': partialErasure(base),
    'S02, after the payment': answer({
      ...base,
      kind: 'second-letter',
      right: 'erasure',
      state: 'partly-fulfilled',
      lines: planned('erasure', SETTLED).filter(({ category }) => category !== 'phone'),
      secondLetterFollows: false,
    }),
    'S09, the erasure of a contact person': answer({
      ...base,
      right: 'erasure',
      state: 'partly-fulfilled',
      lines: [
        ...planned('erasure', CONTACT_PERSON),
        line({ category: 'note', rule: 'erasure.not-needed', citation: 'Art. 17(1)(a) GDPR' }),
      ],
      refusal: { reasons: ['contact-role'], text: WEIGHING },
      marketingStopped: true,
      decider: 'Pirkko Päättäjä',
    }),
    'an erasure of everything, demanded as oblivion': answer({
      ...base,
      right: 'erasure',
      lines: [line({ category: 'name' }), line({ category: 'email' }), line({ category: 'order', count: 3 })],
      demand: 'oblivion',
      marketingStopped: true,
      copyKept: true,
    }),
    'an erasure demanded as anonymisation': answer({
      ...base,
      right: 'erasure',
      state: 'partly-fulfilled',
      lines: [
        line({ category: 'order', outcome: 'anonymise', rule: 'erasure.anonymised', count: 2 }),
        line({ category: 'email' }),
        ...planned('erasure').filter(({ keepUntil }) => keepUntil !== null),
      ],
      demand: 'anonymisation',
    }),
    'S22, a correction of a voucher with its certificate': partialRectification({
      ...base,
      decider: 'Pirkko Päättäjä',
    }),
    'a correction in part, a deletion and a statement': partialRectification({
      ...base,
      posted: true,
      refusal: null,
      lines: [],
      corrections: [
        { ...CORRECTION, accepted: true, inPart: true, after: 'Välitie 3', reason: 'Numero on eri.' },
        { ...CORRECTION, category: 'note', kind: 'delete', accepted: true, asked: null, after: null },
        {
          ...CORRECTION,
          category: 'marketing-profile',
          kind: 'statement',
          before: 'Kiinnostuksen kohteet: toimistokalusteet',
          after: 'Kiinnostuksen kohteet: toimistokalusteet',
          asked: 'En ole kiinnostunut kalusteista.',
          statement: 'En ole kiinnostunut kalusteista.',
          accepted: true,
        },
      ],
    }),
    'a restriction': answer({ ...base, right: 'restriction', lines: planned('restriction') }),
    'S25, an objection to marketing': answer({
      ...base,
      right: 'objection',
      marketingStopped: true,
      undoLink: `${OWN_SITE}/undo/0123456789abcdef`,
    }),
    'S26, the prohibition of publication alone': answer({
      ...base,
      right: 'objection',
      marketingStopped: true,
      prohibited: ['list_publication'],
    }),
    'an objection that was weighed and not upheld': answer({
      ...base,
      right: 'objection',
      state: 'refused',
      lines: [line({ category: 'marketing-profile', outcome: 'keep', rule: 'objection.restrict' })],
      weighed: { ...rejected, text: WEIGHING },
      decider: 'Pirkko Päättäjä',
    }),
    'S28, a refusal of what was asked again': answer({
      ...base,
      kind: 'refusal',
      state: 'refused',
      lines: planned('access'),
      refusal: {
        reasons: ['excessive'],
        text: 'Mikään ei ole muuttunut.',
        askedOn: ['2026-10-02', '2026-10-28', TODAY],
      },
      decider: 'Pirkko Päättäjä',
    }),
    'S15, nobody could be identified': answer({
      ...base,
      kind: 'refusal',
      right: 'erasure',
      state: 'not-identifiable',
      refusal: { reasons: ['no-answer'], text: null },
    }),
    'S20, nothing is held': answer({ ...base, kind: 'no-data' }),
    'S27, a contact person has nothing to port': answer({
      ...base,
      right: 'portability',
      state: 'refused',
      lines: planned('portability', CONTACT_PERSON),
      refusal: { reasons: ['no-right-under-basis'], text: null },
    }),
  };
  return new Map(Object.entries(letters).map(([name, each]) => [name, renderLetter(each)]));
}

/** A certificate counts what shares a category and a rule, and tells no record from another. */
const certifiedAs = ({ category, outcome, rule, keepUntil, holds }: AnswerLine) =>
  JSON.stringify([category, outcome, rule, keepUntil, holds]);

/** Every mail that carries no decision, the certificate of erasure, and what a recipient is told. */
export function otherLetters(register: string, language: Language): ReadonlyMap<string, Letter> {
  const policy = policyOf(register);
  const context = {
    policy,
    language,
    reference: 'KON-2026-000123',
    addressee: 'Aino Esimerkki',
    on: TODAY,
  };
  const notices: Record<string, Notice> = {
    'the link that shows who asks': {
      kind: 'verification',
      link: `${OWN_SITE}/verify/0123456789abcdef`,
      until: '2026-11-21',
      rights: ['access', 'objection'],
    },
    'the receipt': {
      kind: 'receipt',
      rights: ['access', 'erasure'],
      due: '2026-12-21',
      receivedOn: TODAY,
    },
    'a question about who asks': { kind: 'question', about: 'identity', text: '', due: '2026-12-21' },
    'a question about what is asked': {
      kind: 'question',
      about: 'clarification',
      text: '',
      due: '2026-12-21',
    },
    'S14, an extension': {
      kind: 'extension',
      rights: ['access'],
      reasons: ['complexity'],
      reason: 'Aineistoa on paljon.',
      due: '2027-02-22',
    },
    'a fee': {
      kind: 'fee',
      right: 'access',
      amount: '25.00',
      basis: 'excessive',
      reason: 'Mikään ei ole muuttunut.',
      decider: 'Pirkko Päättäjä',
      askedOn: ['2026-10-02', '2026-10-28', TODAY],
      answerBy: '2026-12-20',
      due: '2026-12-21',
      link: `${OWN_SITE}/fee/0123456789abcdef`,
    },
    'S23, before a restriction ends': {
      kind: 'restriction-lifted',
      on: '2026-12-01',
      categories: ['email', 'phone'],
    },
    'what came after the answer': {
      kind: 'late-answer',
      right: 'access',
      task: task({ completedOn: '2026-12-03' }),
      copy: COPY,
      posted: false,
    },
    'the code of a copy': { kind: 'package-code', code: '48219307', minutes: 10 },
  };
  const told = new Map(Object.entries(notices).map(([name, each]) => [name, renderNotice(each, context)]));
  const planned = linesOfPlan('erasure', undefined, policy);
  const lines = [...new Map(planned.map((each) => [certifiedAs(each), each]))].map(([key, each]) => ({
    ...each,
    count: planned.filter((other) => certifiedAs(other) === key).length,
  }));
  told.set(
    'the certificate of an erasure',
    asLetter(
      destructionCertificate({
        policy,
        language,
        reference: 'KON-2026-000123',
        receivedOn: TODAY,
        erasures: [
          {
            id: '0193f5c2-0000-7000-8000-000000000001',
            hash: 'c0ffee'.repeat(10),
            at: new Date('2026-11-20T09:30:00Z'),
            planHash: 'f00d'.repeat(16),
            policyVersion: '2026-11-01',
            keyDestroyed: false,
            destroyed: lines.filter(({ outcome }) => outcome === 'erase'),
          },
        ],
        kept: lines.filter(({ outcome }) => outcome === 'keep'),
      }),
    ),
  );
  const recipient = notificationMail(
    {
      register,
      reference: 'KON-2026-7K3QF9XD',
      right: 'rectification',
      person: [{ kind: 'customer-number', value: 'K-77' }],
      changes: [
        { category: 'phone', change: 'corrected', value: '+358 40 000 0002' },
        { category: 'email', change: 'erased' },
        { category: 'name', change: 'restricted' },
      ],
    },
    { ...policy, languages: [language] },
    'Kirjanpito Lumikellotar Oy',
  );
  told.set('what a recipient is told', recipient);
  return told;
}
