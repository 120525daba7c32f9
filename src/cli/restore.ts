import type { RegisterReplay } from '../restore/replay-report.js';
import { ACCEPT_REASONS, Restoring } from '../restore/restoring.js';
import { type Finding, told, whatToDo } from '../restore/standing-finding.js';
import { Policies } from '../registers/policies.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';

export interface RestoreOptions {
  readonly register?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const print = (line: string) => console.log(line);

/** Exit code 1 while the house is closed. */
export async function printStanding({ json }: RestoreOptions): Promise<void> {
  await inHouse(
    async (app) => {
      const findings = await app.get(Restoring, { strict: false }).findings();
      if (json) print(JSON.stringify({ open: findings.length === 0, findings }));
      else
        for (const line of findings.length === 0 ? ['The database and its ledger agree.'] : lines(findings))
          print(line);
      process.exitCode = findings.length === 0 ? 0 : 1;
    },
    { alsoClosed: true },
  );
}

/** Exit code 1 where something still keeps the house closed. */
export async function replay({ register, dryRun = false, json }: RestoreOptions): Promise<void> {
  await inHouse(
    async (app) => {
      if (register !== undefined && !app.get(Policies).has(register))
        throw new BadInput('--register names no register of this house');
      const restoring = app.get(Restoring, { strict: false });
      const report = dryRun ? await restoring.dryRun(register) : await restoring.replay(register);
      if (json) print(JSON.stringify(report));
      else {
        for (const done of report.registers) for (const line of replayed(done, dryRun)) print(line);
        for (const line of report.open ? ['The service is open.'] : lines(await restoring.findings()))
          print(line);
      }
      process.exitCode = report.open || dryRun ? 0 : 1;
    },
    { alsoClosed: true },
  );
}

export async function accept({ reason, json }: RestoreOptions & { reason: string }): Promise<void> {
  const known = ACCEPT_REASONS.find((each) => each === reason);
  if (known === undefined) throw new BadInput(`--reason must be one of ${ACCEPT_REASONS.join(', ')}`);
  await inHouse(
    async (app) => {
      const restoring = app.get(Restoring, { strict: false });
      const accepted = await restoring.accept(known);
      if (accepted === null)
        throw new Error('The ledger has entries to be replayed first: suoja restore replay');
      const findings = await restoring.findings();
      if (json) print(JSON.stringify({ open: findings.length === 0, accepted, findings }));
      else {
        for (const finding of accepted) print(`accepted: ${told(finding)}`);
        for (const line of findings.length === 0 ? ['The service is open.'] : lines(findings)) print(line);
      }
      process.exitCode = findings.length === 0 ? 0 : 1;
    },
    { alsoClosed: true },
  );
}

const lines = (findings: readonly Finding[]) => [
  'The service is CLOSED:',
  ...findings.map((finding) => `  ${told(finding)}`),
  ...whatToDo(findings),
];

function replayed({ register, forStaff, knownUntil, ...counts }: RegisterReplay, dryRun: boolean): string[] {
  const { entries, erased, partlyErased, restricted, lifted, suppressed, allowedAgain, withdrawn, absent } =
    counts;
  return [
    `${register}: ${entries} entries ${dryRun ? 'to replay' : 'replayed'}; persons erased ${erased}, in part ${partlyErased}; ` +
      `restricted ${restricted}, lifted ${lifted}; prohibitions ${suppressed}, taken back ${allowedAgain}; consents withdrawn ${withdrawn}; not in the backup ${absent}`,
    ...(knownUntil === null
      ? []
      : [
          `  The backup knows of nothing after ${knownUntil}: corrections, requests, consents and letters since then are ` +
            'not in the ledger and have to be found out by staff.',
        ]),
    ...Object.entries(FOR_STAFF).flatMap(([key, says]) => {
      const ids = forStaff[key as keyof typeof forStaff];
      return ids.length === 0 ? [] : [`  ${says}: ${ids.join(', ')}`];
    }),
  ];
}

const FOR_STAFF = {
  casesLost: 'Erasure cases whose files are not in this database',
  casesOpenAgain: 'Erasure cases that are open again although they were carried out: close them',
  postponedLost: 'Customers of whom a part was kept: decide again when the rest goes',
  unreadable: 'Customers whose kept data cannot be opened, for their key was changed since: enter them anew',
  undecided:
    'Entries of which nobody knows whether they were committed, and which a hold or caution keeps undone',
} as const satisfies Record<keyof RegisterReplay['forStaff'], string>;
