import type { RequestDto } from '../../src/requests/dto/request.dto.js';
import type { Driving } from './case-driver.js';
import { wrongAuditLog } from './audit-verified.js';
import { orphans } from './orphans.js';
import { lostOrDoubled, wrongLedger } from './outside.js';
import type { World } from './world.js';

/** What must hold of every house that has been left in peace, whatever happened to it. */
export async function wrongInside(world: World, { supervisor, acked }: Driving): Promise<string[]> {
  const { postgres } = world.servers;
  const violations = [
    ...(await orphans(postgres, world.database)),
    ...(await lostOrDoubled(postgres, world.database, acked)),
    ...(await wrongLedger(postgres, world.database, world.disk.folder)),
    ...(await wrongAuditLog(world)),
  ];
  const rows = await postgres.run(`select id::text, register from request`, world.database);
  for (const { id, register } of rows) {
    const { body } = await supervisor.get(`/v1/registers/${String(register)}/requests/${String(id)}`);
    const { closedAt, nextActions } = body as RequestDto;
    if (closedAt === null && nextActions.length === 0)
      violations.push(`a case that waits for nothing: ${String(id)}`);
  }
  return violations;
}
