import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { Answer } from './answer.js';
import { authorityContacts, correctionReasons } from './letter-sections.js';
import { type Block, paragraph } from '../paper/paper.js';
import { responsiblePerson } from './sender.js';

/** The certificate that the notices promise for a refused correction, also where only a part is refused. */
export function certificate(answer: Answer): Block[] {
  const { policy, language, right } = answer;
  const refused = answer.corrections.filter(({ accepted }) => !accepted);
  if (right !== 'rectification' || refused.length === 0) return [];
  const t = textsIn(language);
  const named = answer.decider ?? responsiblePerson(policy.contactPerson, language);
  const rows = refused.map((correction) => [
    t(`category.${correction.category}`),
    correction.before ?? t('none'),
    correction.asked,
    correctionReasons(correction, answer),
  ]);
  return [
    { kind: 'heading', text: t('certificate.title'), newPage: true },
    paragraph(t('certificate.intro')),
    {
      kind: 'facts',
      rows: [
        [t('term.controller'), policy.controller.name],
        [t('term.register'), policy.registerName[language]],
        [t('term.person'), answer.addressee ?? t('none')],
        [t('term.receivedOn'), dateIn(language, answer.receivedOn)],
        [t('term.reference'), answer.reference],
      ],
    },
    { kind: 'table', columns: [t('term.data'), t('term.before'), t('term.asked'), t('term.reasons')], rows },
    paragraph(t('certificate.referral')),
    ...authorityContacts({ language }),
    {
      kind: 'signature',
      lines: [
        dateIn(language, answer.decidedOn),
        t('signature.responsible'),
        ...(named === t('term.contactPerson') ? [] : [named]),
        policy.controller.name,
      ],
    },
  ];
}
