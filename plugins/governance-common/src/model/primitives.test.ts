import { recordNumber } from './primitives';

describe('recordNumber', () => {
  const incident = recordNumber('INC', 'incident');

  it('counts with seven digits, and with more when they are used up', () => {
    expect(incident.of(42)).toBe('INC0000042');
    expect(incident.of('12345678')).toBe('INC12345678');
    expect(incident.of(9007199254740993n)).toBe('INC9007199254740993');
  });

  it('knows its own numbers and no others', () => {
    expect(incident.schema.parse(incident.of(1))).toBe('INC0000001');
    for (const other of ['INC1', 'CHG0000001', 'inc0000001', 'INC0000001 ']) {
      expect(incident.schema.safeParse(other).error?.issues[0].message).toBe(
        'must be an incident number such as INC0000042',
      );
    }
  });
});
