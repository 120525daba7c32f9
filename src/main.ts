import 'reflect-metadata';
import { takeConfig } from './config/load-config.js';
import { startService } from './start.js';
import { welcome } from './welcome.js';

const say = (line: string) => console.log(line);

try {
  const service = await startService(takeConfig(process.env), say);
  for (const line of welcome(service)) say(line);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // A terminal signals everybody, and npm passes its signal on: one Ctrl-C comes twice.
    if (stopping) return;
    stopping = true;
    say(`${signal}: stopping…`);
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : 'suoja could not start');
  process.exit(1);
}
