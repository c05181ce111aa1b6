import { decodeCursor, encodeCursor } from './cursor';

const byTime = { sort: 'updated', order: 'desc' } as const;

describe('cursor', () => {
  it.each(['2026-11-26T05:00:00.000Z', 42])('carries %p', key => {
    const cursor = { ...byTime, key, seq: '17' };
    expect(decodeCursor(encodeCursor(cursor), byTime)).toEqual(cursor);
  });

  it.each([
    [
      'of another order',
      encodeCursor({ ...byTime, order: 'asc', key: 1, seq: '1' }),
    ],
    [
      'of another sort',
      encodeCursor({ ...byTime, sort: 'risk', key: 1, seq: '1' }),
    ],
    ['made up', 'abc'],
    [
      'not a number of a row',
      encodeCursor({ ...byTime, key: 1, seq: '1; --' }),
    ],
  ])('refuses one %s', (_, text) => {
    expect(() => decodeCursor(text, byTime)).toThrow(
      'take it from nextCursor of the previous page',
    );
  });
});
