import type { Command } from 'commander';
import type { VerifyOptions } from './audit-verify.js';

/** `suoja audit …`: what proves that the audit log is whole. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the audit log and its proofs');

  audit
    .command('verify')
    .description('finds every entry that was changed, removed, inserted or reordered')
    .option('--register <register>', 'absent: every register, and the log of the house')
    .option(
      '--checkpoint <file>',
      'checkpoints kept outside; absent: the file AUDIT_ANCHOR names, if it does',
    )
    .option('--unsealed-minutes <minutes>', 'how long an entry may wait for its seal', '15')
    .option('--json', 'as JSON')
    .action(async (options: VerifyOptions) => {
      const { verifyAudit } = await import('./audit-verify.js');
      await verifyAudit(options);
    });

  audit
    .command('proof')
    .description('proves that one entry stands in the log, to somebody who has the public key')
    .requiredOption('--register <register>', 'name of a register; house: the log of the house')
    .requiredOption('--entry <id>')
    .action(async (options: { register: string; entry: string }) => {
      const { printProof } = await import('./audit-keys.js');
      await printProof(options);
    });

  audit
    .command('key')
    .description('shows the public key of a register’s log, for whoever verifies its checkpoints')
    .requiredOption('--register <register>', 'name of a register; house: the log of the house')
    .option('--change', 'first gives the log its next key, and records that in it')
    .action(async (options: { register: string; change?: boolean }) => {
      const { printKeys } = await import('./audit-keys.js');
      await printKeys(options);
    });
}
