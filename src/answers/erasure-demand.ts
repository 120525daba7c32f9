import { addPeriod, latestEnd } from '../domain/calendar-date.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { dateIn, periodIn } from '../i18n/dates.js';
import { type Texts, textsIn } from '../i18n/texts.js';
import { type Block, heading, paragraph } from '../paper/paper.js';
import type { Answer } from './answer.js';
import { noticeSection } from './law-in-words.js';

/** The notices let a person demand anonymisation or complete oblivion; the letter answers exactly what was demanded. */
export function demandSection(answer: Answer): Block[] {
  const asksMore = answer.demand === 'anonymisation' || answer.demand === 'oblivion';
  if (answer.right !== 'erasure' || answer.kind === 'refusal' || !asksMore) return [];
  return answer.demand === 'anonymisation' ? anonymisation(answer) : oblivion(answer);
}

/** What else the person should know of an erasure that was done: when it has reached the backups, and how to prove it. */
export function afterErasure(answer: Answer): Block[] {
  const { right, kind, language, policy, decidedOn } = answer;
  if (right !== 'erasure' || kind === 'refusal' || !someWent(answer)) return [];
  const t = textsIn(language);
  const told = policy.backups !== undefined && answer.demand !== 'oblivion';
  return [
    ...(told ? [paragraph(t('erasure.backups', { date: backupsEnd(policy, decidedOn, answer) }))] : []),
    paragraph(t('erasure.certificate')),
  ];
}

function anonymisation(answer: Answer): Block[] {
  const { lines, policy, language } = answer;
  const t = textsIn(language);
  const clause = policy.erasure.anonymisation;
  const went = (outcome: string) => lines.some((line) => line.outcome === outcome);
  const none = clause === 'notStated' ? 'notPromised' : 'noOrders';
  return [
    heading(t('demand.anonymisation.heading')),
    ...clauseOf(clause, answer, t),
    paragraph(t(`demand.anonymisation.${went('anonymise') ? 'orders' : none}`)),
    ...(went('erase') ? [paragraph(t('demand.anonymisation.erased'))] : []),
    ...(went('keep') ? [paragraph(t('demand.anonymisation.kept'))] : []),
  ];
}

function oblivion(answer: Answer): Block[] {
  const { lines, policy, language, decidedOn, copyKept } = answer;
  const t = textsIn(language);
  const kept = lines.filter(({ outcome }) => outcome === 'keep');
  const period = (of: 'caseFile' | 'packages') => periodIn(language, policy.ownData[of].period);
  const items = [
    ...(kept.length > 0 ? [keptItem(answer, t)] : []),
    t('demand.oblivion.caseFile', { period: period('caseFile') }),
    ...(copyKept ? [t('demand.oblivion.packages', { period: period('packages') })] : []),
    t('demand.oblivion.suppression'),
    ...(someWent(answer) ? [t('demand.oblivion.ledger')] : []),
    ...(policy.backups === undefined
      ? []
      : [t('demand.oblivion.backups', { date: backupsEnd(policy, decidedOn, answer) })]),
  ];
  return [
    heading(t('demand.oblivion.heading')),
    ...clauseOf(policy.erasure.totalOblivion, answer, t),
    paragraph(t(kept.length > 0 ? 'demand.oblivion.part' : 'demand.oblivion.all')),
    { kind: 'list', items },
  ];
}

/** With the last day of all that is kept, where every end is known. */
function keptItem({ lines, language }: Answer, t: Texts): string {
  const last = latestEnd(lines.filter(({ outcome }) => outcome === 'keep').map(({ keepUntil }) => keepUntil));
  return t('demand.oblivion.kept', {
    hasDate: last === null ? 'no' : 'yes',
    date: last === null ? '' : dateIn(language, last),
  });
}

/** The register's own clause, and none where its notice has none. */
function clauseOf(clause: string, { language }: Answer, t: Texts): Block[] {
  if (clause === 'notStated') return [];
  return [paragraph(t('demand.clause', { clause: noticeSection(clause, language) }))];
}

const someWent = ({ lines }: Answer) =>
  lines.some(({ outcome }) => outcome === 'erase' || outcome === 'anonymise');

const backupsEnd = ({ backups }: RegisterPolicy, decidedOn: string, { language }: Answer) =>
  dateIn(language, addPeriod(decidedOn, backups!.period));
