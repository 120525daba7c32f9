import { HOLD_TYPES } from '../domain/hold-type.js';
import { type RuleId, RULES } from '../domain/rule.js';
import { type Block, heading, type Paper, paragraph } from '../paper/paper.js';
import type { DecidedDto, OnlyUnderDto, PurgeForecastDto, SimulationDto } from './dto/simulation.dto.js';
import { inWords } from './policy-words.js';

/** The simulation as a paper for whoever decides on the new policy. */
export function simulationReport(simulation: SimulationDto, controller: string): Paper {
  const { register, at, inForce, candidate, changes, persons } = simulation;
  const title = `What version ${candidate.version} of the policy of ${register} would purge`;
  return {
    language: 'en',
    subject: title,
    title,
    sender: [controller],
    addressee: null,
    date: null,
    blocks: [
      paragraph(summary(simulation)),
      {
        kind: 'facts',
        rows: [
          ['Day of the purge', at],
          [
            'Policy tried out',
            `version ${candidate.version}, from ${candidate.activeFrom}, ${candidate.hash}`,
          ],
          ['Compared with', `version ${inForce.version}, from ${inForce.activeFrom}, ${inForce.hash}`],
          ['Persons looked at', String(persons)],
          ...skippedRows(simulation),
        ],
      },
      heading('Under the one policy and the other'),
      both(simulation),
      ...onlyUnder(`Goes only under version ${candidate.version}`, simulation.onlyUnderCandidate),
      ...onlyUnder(`Goes only under version ${inForce.version}`, simulation.onlyUnderInForce),
      ...decisions(`How version ${candidate.version} decides`, simulation.underCandidate),
      ...held(candidate.version, simulation.underCandidate),
      heading('What is different in the policy'),
      changes.length === 0
        ? paragraph('Nothing: the two are the same.')
        : { kind: 'list', items: changes.map(({ sentence }) => sentence) },
      {
        kind: 'small',
        text: 'Counted on the data as they are now, as if nothing else happened until that day. Nothing was changed.',
      },
    ],
  };
}

function summary({ underCandidate, onlyUnderCandidate, onlyUnderInForce }: SimulationDto): string {
  if (!underCandidate.purges) return 'The policy states no retention: nothing would be purged.';
  const { data, persons, records } = underCandidate;
  const difference =
    onlyUnderCandidate.data + onlyUnderInForce.data === 0
      ? 'The policy in force would do the same.'
      : `Of these, ${onlyUnderCandidate.data} data would otherwise stay; ${onlyUnderInForce.data} data stay that would otherwise go.`;
  return `${data} data and ${records} records would go, and ${persons} persons with everything held of them. ${difference}`;
}

function skippedRows({ skipped }: SimulationDto): [string, string][] {
  return Object.entries(skipped).map(([reason, count]) => [`Passed over: ${inWords(reason)}`, String(count)]);
}

function both({ inForce, candidate, underInForce, underCandidate }: SimulationDto): Block {
  const row = (name: string, of: (forecast: PurgeForecastDto) => number) => [
    name,
    String(of(underInForce)),
    String(of(underCandidate)),
  ];
  return {
    kind: 'table',
    columns: ['', `Version ${inForce.version}`, `Version ${candidate.version}`],
    rows: [
      row('Data that go', ({ data }) => data),
      row('Records that go', ({ records }) => records),
      row('Persons of whom nothing is left', ({ persons }) => persons),
      row('Data past their period that a hold keeps', ({ held }) => held.data),
    ],
  };
}

function onlyUnder(title: string, { data, persons, decided, ids }: OnlyUnderDto): Block[] {
  if (data === 0) return [];
  return [
    heading(title),
    paragraph(`${data} data of ${persons} persons.`),
    ...(decided.length > 0
      ? [paragraph('The other version keeps them for these reasons:'), ruleTable(decided)]
      : []),
    ...idList(ids, data),
  ];
}

function decisions(title: string, { purges, decided, ids, data }: PurgeForecastDto): Block[] {
  if (!purges || decided.length === 0) return [];
  return [heading(title), ruleTable(decided), ...idList(ids, data)];
}

function held(version: string, { held: { data, by, ids } }: PurgeForecastDto): Block[] {
  if (data === 0) return [];
  const sentence = (code: string) =>
    HOLD_TYPES.find((type) => type.code === code)?.sentence ?? RULES['hold.MANUAL'].sentence;
  return [
    heading(`What holds keep under version ${version}`),
    {
      kind: 'table',
      columns: ['Hold', 'Data', 'Reason'],
      rows: by.map(({ hold, data: count }) => [hold, String(count), sentence(hold)]),
    },
    ...idList(ids, data),
  ];
}

function ruleTable(decided: readonly DecidedDto[]): Block {
  return {
    kind: 'table',
    columns: ['Category', 'Outcome', 'Data', 'Reason'],
    rows: decided.map(({ rule, category, outcome, data }) => [
      inWords(category),
      outcome,
      String(data),
      RULES[rule as RuleId].sentence,
    ]),
  };
}

function idList(ids: readonly string[], all: number): Block[] {
  if (ids.length === 0) return [];
  const more = ids.length < all ? `, the first ${ids.length} of ${all}` : '';
  return [paragraph(`Ids of these data${more}:`), { kind: 'list', items: ids }];
}
