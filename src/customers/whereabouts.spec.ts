import { getMetadataArgsStorage } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { HOUSE_TABLES, REGISTER_TABLES } from '../database/entities.js';
import { LEFT_OF_PERSON, WHEREABOUTS } from './whereabouts.js';

const storage = getMetadataArgsStorage();
const tables = [...REGISTER_TABLES, ...HOUSE_TABLES].map((entity) => ({
  name: storage.tables.find(({ target }) => target === entity)!.name!,
  columns: storage.columns.filter(({ target }) => target === entity).map(({ propertyName }) => propertyName),
}));

describe('where a person’s data can be', () => {
  it('is said of every table that names a customer or seals a value, and of no other', () => {
    const concerned = tables.filter(
      ({ name, columns }) =>
        name === 'customer' || columns.includes('customerId') || columns.includes('sealed'),
    );
    expect(Object.keys(WHEREABOUTS).sort()).toEqual(concerned.map(({ name }) => name).sort());
  });

  it('is looked through by an index on the customer wherever nothing may be left', () => {
    const gone = Object.entries(WHEREABOUTS).filter(([, fate]) => fate === 'gone');
    for (const [name] of gone) {
      expect(LEFT_OF_PERSON).toContain(`from ${name} where`);
      if (name === 'customer') continue;
      const entity = [...REGISTER_TABLES].find(
        (each) => storage.tables.find(({ target }) => target === each)!.name === name,
      );
      const indexes = storage.indices.filter(({ target }) => target === entity);
      const leading = indexes.map(({ columns }) => (columns as readonly string[])[0]);
      expect(leading, name).toContain('customerId');
    }
  });
});
