// Runs one PostgreSQL program and ends it when standard input closes. The pipe closes however the process that
// started us ends, SIGKILL included, so no server is ever left running.
import { spawn } from 'node:child_process';

const { command, args, options, stop } = JSON.parse(process.argv[2]);

// The parent alone decides when the database stops: a service manager's SIGTERM may reach us before the parent is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const child = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(`could not start ${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));

function endChild() {
  if (stop) spawn(stop.command, stop.args, { stdio: 'ignore' });
  else child.kill('SIGINT');
  setTimeout(() => child.kill('SIGQUIT'), 30_000);
}
process.stdin.on('error', () => {});
process.stdin.once('close', endChild);
process.stdin.resume();
