import {
  leafOf,
  ledgerEntrySchema,
  parseLeaf,
  type LedgerEntry,
} from './entry';

const entry: LedgerEntry = {
  id: '6f6f7a3e-6f3c-4b5e-9a51-0c7f0d7d9a11',
  type: 'change.approved',
  subject: 'CHG0000001',
  actor: 'user:default/ann',
  occurredAt: '2026-01-02T03:04:05.678Z',
  data: { approvals: [{ by: 'user:default/ann' }], note: null },
};

describe('ledger entries', () => {
  it('come back from their leaf', () => {
    expect(parseLeaf(leafOf(entry))).toEqual(entry);
    expect(parseLeaf(leafOf({ ...entry, subjectSequence: 3 }))).toEqual({
      ...entry,
      subjectSequence: 3,
    });
    expect(parseLeaf(leafOf({ ...entry, data: null })).data).toBeNull();
  });

  it('have one leaf, whatever the order of their keys', () => {
    const { data, ...rest } = entry;
    expect(leafOf({ data, ...rest })).toBe(leafOf(entry));
    expect(() => parseLeaf(JSON.stringify(entry))).toThrow('canonical form');
  });

  it.each<[string, object]>([
    ['an id that is no UUID', { id: '1' }],
    ['a type that is no dotted verb', { type: 'approved' }],
    ['capitals in the type', { type: 'change.Approved' }],
    ['an empty subject', { subject: '' }],
    ['a line break in the subject', { subject: 'a\nb' }],
    ['blanks around the actor', { actor: ' ann' }],
    ['a time with an offset', { occurredAt: '2026-01-02T03:04:05.678+01:00' }],
    ['a time without milliseconds', { occurredAt: '2026-01-02T03:04:05Z' }],
    [
      'a date that is not in the calendar',
      { occurredAt: '2026-02-30T03:04:05.678Z' },
    ],
    ['number 0', { subjectSequence: 0 }],
    ['no data', { data: undefined }],
    ['a key it does not know', { extra: 1 }],
  ])('refuse %s', (_, change) => {
    expect(ledgerEntrySchema.safeParse({ ...entry, ...change }).success).toBe(
      false,
    );
  });

  it('refuse data that JSON would change', () => {
    expect(() =>
      leafOf({ ...entry, data: JSON.parse('{"a":"\\ud800"}') }),
    ).toThrow('$.data.a has no canonical JSON form');
  });
});
