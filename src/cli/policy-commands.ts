import type { Command } from 'commander';
import type { SimulateOptions } from './policy-simulate.js';

/** `suoja policy …`: check and compare policy files, and try one out before it comes into force. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('register policies and their versions');

  policy
    .command('check')
    .description(
      'checks policy files, each by itself and as versions of one register; exit code 1 for findings',
    )
    .argument('<file...>')
    .option('--json', 'as JSON')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { checkPolicies } = await import('./policy.js');
      checkPolicies(files, options);
    });

  policy
    .command('diff')
    .description('tells the difference between two policy files in words')
    .argument('<before>')
    .argument('<after>')
    .option('--json', 'as JSON')
    .action(async (before: string, after: string, options: { json?: boolean }) => {
      const { printPolicyDiff } = await import('./policy.js');
      printPolicyDiff(before, after, options);
    });

  policy
    .command('simulate')
    .description(
      'tries a policy out on the data there are; exit code 1 where the next purge would do anything else',
    )
    .requiredOption('--register <register>')
    .requiredOption('--policy <file>', 'register policy, YAML')
    .option('--at <date>', 'day of the purge; absent: the day the policy comes into force, or today')
    .option('--json', 'as JSON')
    .option('--out <file>', 'writes the report there: .md, .html or .json')
    .action(async (options: SimulateOptions) => {
      const { simulatePolicy } = await import('./policy-simulate.js');
      await simulatePolicy(options);
    });
}
