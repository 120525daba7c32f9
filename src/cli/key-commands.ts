import type { Command } from 'commander';

/** `suoja keys …`: what is done with the keys while the house is open. */
export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('the keys everything is sealed with');

  keys
    .command('status')
    .description('shows how many destroyed keys wait to become impossible to open, and since when')
    .option('--json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { printKeyStatus } = await import('./keys.js');
      await printKeyStatus(json);
    });

  keys
    .command('rewrap')
    .description('wraps the keys beside destroyed ones anew and ends their epoch, now and not within the day')
    .option('--json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { rewrapKeys } = await import('./keys.js');
      await rewrapKeys(json);
    });

  keys
    .command('rotate-index')
    .description('changes the key by which the people of a register are found; the service goes on')
    .argument('<register>')
    .option('--json', 'as JSON')
    .action(async (register: string, { json = false }: { json?: boolean }) => {
      const { rotateIndex } = await import('./keys.js');
      await rotateIndex(register, json);
    });

  keys
    .command('rotate-master')
    .description('changes the master key; services that run go on')
    .requiredOption('--to <file>', 'the new master key, 32 bytes in base64')
    .option('--wait-seconds <seconds>', 'how long services that run have to notice', '30')
    .action(async (options: { to: string; waitSeconds: string }) => {
      const { rotateMaster } = await import('./keys.js');
      await rotateMaster(options);
    });
}
