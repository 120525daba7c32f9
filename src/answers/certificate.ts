import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { Answer } from './answer.js';
import { askedOf, authorityContacts, correctionReasons, datumOf } from './letter-sections.js';
import { type Block, paragraph } from '../paper/paper.js';
import { contactLines, responsiblePerson } from './sender.js';

/**
 * The certificate that the notices promise for a refused correction, also where only a part is refused. It is the
 * responsible person's; on paper they sign on its line, and what is mailed says that it bears no signature by hand.
 */
export function certificate(answer: Answer): Block[] {
  const { policy, language, right } = answer;
  const refused = answer.corrections.filter(({ accepted, inPart }) => !accepted || inPart);
  if (right !== 'rectification' || refused.length === 0) return [];
  const t = textsIn(language);
  const responsible = responsiblePerson(policy.contactPerson, language);
  const columns = [t('term.data'), t('term.before'), t('term.asked'), t('term.after'), t('term.reasons')];
  const rows = refused.map((correction) => [
    datumOf(correction, language),
    correction.before ?? t('none'),
    [
      askedOf(correction, language),
      ...(correction.grounds === null ? [] : [quoted(answer, correction.grounds)]),
    ],
    correction.after ?? t('none'),
    correctionReasons(correction, answer),
  ]);
  return [
    { kind: 'heading', text: t('certificate.title'), newPage: true },
    paragraph(t('certificate.intro')),
    {
      kind: 'facts',
      rows: [
        [t('term.controller'), [policy.controller.name, ...contactLines(policy, language)].join('; ')],
        [t('term.register'), policy.registerName[language]],
        [t('term.person'), answer.addressee ?? t('none')],
        [t('term.receivedOn'), dateIn(language, answer.receivedOn)],
        [t('term.reference'), answer.reference],
      ],
    },
    { kind: 'table', columns, rows },
    ...statementsOf(answer),
    paragraph(t('certificate.referral')),
    ...authorityContacts({ language }),
    paragraph(t(answer.posted ? 'certificate.issued' : 'certificate.issuedByMail')),
    {
      kind: 'signature',
      lines: [
        dateIn(language, answer.decidedOn),
        `${t('certificate.signature')}: ______________________________`,
        [...new Set([responsible, t('signature.responsible')])].join(', '),
        ...onBehalf(answer, responsible),
        policy.controller.name,
      ],
    },
  ];
}

const quoted = ({ language }: Answer, grounds: string) =>
  textsIn(language)('certificate.grounds', { grounds });

/** Art. 16, second sentence: that the person's own statement stands beside the data. */
function statementsOf({ corrections, language }: Answer): Block[] {
  const t = textsIn(language);
  const stated = corrections.filter(({ statement }) => statement !== null);
  const items = [...new Set(stated.map((each) => `${datumOf(each, language)}: ${each.statement}`))];
  return items.length === 0 ? [] : [paragraph(t('certificate.statement')), { kind: 'list', items }];
}

/** Somebody else decided by name: then it is issued for the responsible person by them. */
function onBehalf({ decider, language }: Answer, responsible: string): string[] {
  if (!decider || decider === responsible) return [];
  return [textsIn(language)('certificate.onBehalf', { decider })];
}
