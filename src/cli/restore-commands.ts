import type { Command } from 'commander';
import type { RestoreOptions } from './restore.js';

/** `suoja restore …`: what a database that was put back from a backup needs before it serves anybody. */
export function addRestoreCommands(program: Command): void {
  const restore = program.command('restore').description('after a backup was put back');

  restore
    .command('status')
    .description('tells whether the database and the ledger outside it belong together')
    .option('--json', 'as JSON')
    .action(async (options: RestoreOptions) => {
      const { printStanding } = await import('./restore.js');
      await printStanding(options);
    });

  restore
    .command('replay')
    .description(
      'erases, restricts and forbids again what the backup does not know of, and opens the service',
    )
    .option('--register <register>', 'absent: every register')
    .option('--dry-run', 'tells what would be done, and changes nothing')
    .option('--json', 'as JSON')
    .action(async (options: RestoreOptions) => {
      const { replay } = await import('./restore.js');
      await replay(options);
    });

  restore
    .command('accept')
    .description('goes on without a ledger that is lost or damaged; writes that to the audit log')
    .requiredOption('--reason <reason>', 'ledger-lost, ledger-damaged or ledger-older')
    .option('--json', 'as JSON')
    .action(async (options: RestoreOptions & { reason: string }) => {
      const { accept } = await import('./restore.js');
      await accept(options);
    });
}
