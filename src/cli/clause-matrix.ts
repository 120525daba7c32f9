import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { type ClauseRow, clauseRows, gapsOf, NOTICE_REGISTERS } from '../registers/clause-matrix.js';
import { loadPolicies } from '../registers/policy-file.js';
import { BadInput } from './bad-input.js';

/** `suoja clause-matrix`: every clause of the shipped notices, where it lies, what does it and what proves it. */
export function printClauseMatrix(register: string | undefined, { json }: { readonly json?: boolean }): void {
  if (register !== undefined && !NOTICE_REGISTERS.includes(register))
    throw new BadInput(`register must be one of ${NOTICE_REGISTERS.join(', ')}`);
  const policies = loadPolicies(join(packageRoot, 'policies'));
  const rows = clauseRows(register === undefined ? NOTICE_REGISTERS : [register]);
  console.log(json ? JSON.stringify(rows, null, 2) : rows.map(asText).join('\n\n'));
  reportGaps(rows, (name) => policies.get(name)!.policy);
}

/** A row with an empty part fails the command. */
export function reportGaps(rows: readonly ClauseRow[], policyOf: (register: string) => RegisterPolicy): void {
  for (const row of rows) {
    for (const part of gapsOf(row, policyOf(row.register))) {
      console.error(`${row.register} ${row.clause}: no ${part}`);
      process.exitCode = 1;
    }
  }
}

function asText({ register, clause, heading, says, pointer, decidedBy, tests }: ClauseRow): string {
  return [
    `${register}  ${clause}  ${heading}`,
    `  says    ${says}`,
    `  policy  ${pointer}`,
    ...decidedBy.map((by) => `  by      ${by}`),
    ...tests.map((test) => `  test    ${test}`),
  ].join('\n');
}
