import { type EntityManager, In, IsNull } from 'typeorm';
import type { Wall } from '../restrictions/wall.js';
import { Datum } from './datum.entity.js';
import type { RecordShape } from './record-shapes.js';

/**
 * Ids of the records that are closed. A record is closed with its main datum, which holds its reference; of an open
 * record only the restricted data are left out.
 */
export async function closedRecords(
  tx: EntityManager,
  wall: Wall,
  recordIds: readonly string[],
  shape: RecordShape,
): Promise<Set<string>> {
  if (wall.isOpen || recordIds.length === 0) return new Set();
  const main = await mainData(tx, recordIds, shape);
  const closed = (recordId: string) => {
    const own = main.filter((datum) => datum.recordId === recordId);
    return own.length === 0 ? wall.closes(shape.category) : own.some((datum) => wall.closesDatum(datum));
  };
  return new Set(recordIds.filter(closed));
}

/** Throws RESTRICTED with the ground when the record is closed. */
export async function refuseRecord(
  tx: EntityManager,
  wall: Wall,
  recordId: string,
  shape: RecordShape,
): Promise<void> {
  if (wall.isOpen) return;
  const main = await mainData(tx, [recordId], shape);
  if (main.length === 0) wall.refuse(shape.category);
  for (const datum of main) wall.refuseDatum(datum);
}

function mainData(
  tx: EntityManager,
  recordIds: readonly string[],
  { category }: RecordShape,
): Promise<Datum[]> {
  return tx.findBy(Datum, { recordId: In([...recordIds]), category, supersededAt: IsNull() });
}
