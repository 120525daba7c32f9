import type { EntityManager } from 'typeorm';
import type { DataKey } from '../vault/vault.js';
import type { Datum } from './datum.entity.js';
import { datumPlace, type DatumValue, openStatement } from './person-file.js';
import { thirdPartiesOf, type ThirdParty } from './third-parties.js';

/** Data read at once. */
const BATCH = 500;

/** A datum of a person with its value, and what in it tells of others. */
export interface OpenedDatum {
  readonly datum: Datum;
  readonly value: DatumValue;
  readonly statement: string | null;
  readonly thirdParties: readonly ThirdParty[];
}

interface Row {
  readonly id: string;
  readonly sealed: Buffer;
  readonly third_parties: Buffer | null;
}

/** Opens a person's values a batch at a time. What hangs on one record comes in one batch. */
export async function* valuesOf(
  tx: EntityManager,
  key: DataKey,
  data: readonly Datum[],
): AsyncGenerator<OpenedDatum[]> {
  for (const batch of batchesOf(data)) {
    const rows = await tx.query<Row[]>('select id, sealed, third_parties from datum where id = any($1)', [
      batch.map(({ id }) => id),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield batch.map((datum) => {
      const row = byId.get(datum.id);
      if (!row) throw new Error('A datum went while its person was locked');
      return {
        datum,
        value: key.open<DatumValue>(datumPlace(datum), row.sealed),
        statement: openStatement(key, datum),
        thirdParties: thirdPartiesOf(key, { ...datum, thirdParties: row.third_parties }),
      };
    });
  }
}

function* batchesOf(data: readonly Datum[]): Generator<Datum[]> {
  const ordered = [...data].sort(
    (a, b) => compared(a.recordId ?? '', b.recordId ?? '') || compared(a.id, b.id),
  );
  let batch: Datum[] = [];
  for (const datum of ordered) {
    const last = batch.at(-1);
    if (batch.length >= BATCH && (datum.recordId === null || datum.recordId !== last?.recordId)) {
      yield batch;
      batch = [];
    }
    batch.push(datum);
  }
  if (batch.length > 0) yield batch;
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
