import { describe, expect, it } from 'vitest';
import { dataDefects, schemaFault } from './returned-data.js';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['orders'],
  properties: { orders: { type: 'array', items: { type: 'string', format: 'email' } } },
};
const system = { returns: { schema } };

describe('what a system returns', () => {
  it('fits when it is as the policy declares it', () => {
    expect(dataDefects(system, { orders: ['a'] })).toEqual([]);
  });

  it.each([
    ['another type', { orders: 'Salainen' }, 'TYPE'],
    ['something missing', {}, 'REQUIRED'],
    ['something more', { orders: [], Salainen: 1 }, 'ADDITIONAL_PROPERTIES'],
    ['text', 'Salainen', 'TYPE'],
  ])('is refused for %s, without a value or a name of it in the refusal', (_, data, code) => {
    const defects = dataDefects(system, data);
    expect(defects.map((defect) => defect.code)).toEqual([code]);
    expect(JSON.stringify(defects)).not.toContain('Salainen');
  });

  it('is refused whatever it is where nothing is declared', () => {
    expect(dataDefects({}, {})).toMatchObject([{ code: 'NOT_DECLARED' }]);
  });

  it('cannot be declared by what is no schema', () => {
    expect(schemaFault(schema)).toBeNull();
    expect(schemaFault({ properties: 7 })).toMatch(/not a JSON Schema/);
  });
});
