// node scripts/audit.mjs: asks the registry for known faults of what production runs on. Fails on high and critical ones;
// says so, and does not fail, where the registry gives no answer.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  timeout: 60_000,
  shell: process.platform === 'win32',
});
const report = read(stdout);

if (!report?.metadata) {
  console.log(
    `not audited: the registry gives no answer (${report?.statusCode ?? report?.error?.code ?? 'none'})`,
  );
} else {
  const { high = 0, critical = 0, moderate = 0, low = 0 } = report.metadata.vulnerabilities;
  console.log(`known faults: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
  for (const { name, severity, range } of Object.values(report.vulnerabilities ?? {}))
    console.log(`  ${severity}: ${name} ${range}`);
  if (high + critical > 0) process.exitCode = 1;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
