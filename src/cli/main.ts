#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { printDeadlines } from './deadline.js';
import { addAuditCommands } from './audit-commands.js';
import { BadInput } from './bad-input.js';
import { printClauseMatrix } from './clause-matrix.js';
import { printPlan } from './plan.js';
import { addKeyCommands } from './key-commands.js';
import { addPolicyCommands } from './policy-commands.js';
import { addRestoreCommands } from './restore-commands.js';

const program = new Command('suoja')
  .description('Keeps a customer register and answers the people in it.')
  .exitOverride();

program
  .command('deadline')
  .description('counts when requests received on these days must be answered')
  .argument('<received...>', 'days of receipt, YYYY-MM-DD')
  .option('--asked <date>', 'day a question about identity or meaning was sent')
  .option('--answered <date>', 'day a sufficient answer arrived')
  .option('--extended-on <date>', 'day the notice of extension was sent')
  .option('--json', 'as JSON')
  .action(printDeadlines);

program
  .command('plan')
  .description('decides every datum of a set of facts under a policy')
  .requiredOption('--policy <file>', 'register policy, YAML')
  .requiredOption('--facts <file>', 'facts, JSON')
  .requiredOption('--right <right>', 'a right, or retention for the purge')
  .requiredOption('--at <date>', 'day of the decision, YYYY-MM-DD')
  .option('--json', 'as JSON')
  .action(printPlan);

program
  .command('clause-matrix')
  .description('shows what the house makes of every clause of the notices, and what proves it')
  .argument('[register]', 'absent: all five')
  .option('--json', 'as JSON')
  .action(printClauseMatrix);

program
  .command('import')
  .description('imports customers, records or disclosures from a CSV file')
  .requiredOption('--register <register>')
  .requiredOption('--kind <kind>')
  .argument('<file>')
  .option('--json', 'as JSON')
  .action(async (file: string, options: { register: string; kind: string; json?: boolean }) => {
    const { importFile } = await import('./import.js');
    await importFile(file, options);
  });

program
  .command('user')
  .description('staff accounts')
  .command('add')
  .description('adds a personal account and shows its password once')
  .requiredOption('--email <email>')
  .requiredOption('--role <role>', 'clerk, supervisor, admin or auditor')
  .option('--register <register>', 'absent: every register', '*')
  .option('--commitment <date>', 'day the confidentiality commitment was signed')
  .option('--json', 'as JSON')
  .action(
    async (options: {
      email: string;
      role: string;
      register: string;
      commitment?: string;
      json?: boolean;
    }) => {
      const { addUser } = await import('./user.js');
      await addUser(options);
    },
  );

program
  .command('mail')
  .description('mail')
  .command('bounce')
  .description(
    'takes a report of a failed delivery from the standard input, as an alias of the mail server pipes it',
  )
  .option('--json', 'as JSON')
  .action(async ({ json = false }: { json?: boolean }) => {
    const { takeBounce } = await import('./mail-bounce.js');
    await takeBounce(process.stdin, json);
  });

const notice = program.command('notice').description('privacy notices');

notice
  .command('check')
  .description('finds what is wrong with a published notice, and drafts the policy it amounts to')
  .argument(
    '<file>',
    'the notice as text, Markdown, HTML or PDF; a policy file (YAML) or the name of a register',
  )
  .option('--json', 'as JSON')
  .action(async (file: string, options: { json?: boolean }) => {
    const { printNoticeCheck } = await import('./notice-check.js');
    await printNoticeCheck(file, options);
  });

notice
  .command('render')
  .description('writes the privacy notice of a register from its policy')
  .argument('<register>', 'name of a register, or a policy file (YAML)')
  .requiredOption('--lang <language>', 'fi, sv or en')
  .option('--format <format>', 'html, md or pdf', 'html')
  .option('--record', 'the record of processing activities (Art. 30) instead of the notice')
  .option('--out <file>', 'writes there, whole or not at all; absent: to the output')
  .action(
    async (register: string, options: { lang: string; format: string; record?: boolean; out?: string }) => {
      const { renderNoticeFile } = await import('./notice-render.js');
      await renderNoticeFile(register, options);
    },
  );

addPolicyCommands(program);
addAuditCommands(program);
addRestoreCommands(program);
addKeyCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.message : 'failed');
    process.exitCode = error instanceof BadInput ? 2 : 1;
  }
}
