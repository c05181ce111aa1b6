import fc from 'fast-check';
import { z } from 'zod';
import { LogCursorError } from './LogSource';
import { readPlace, writePlace } from './place';

const placeSchema = z.strictObject({
  at: z.int().min(0),
  id: z.string().max(50),
});

describe('a place in logs', () => {
  it('is read as it was written, and stands in an address as it is', () => {
    fc.assert(
      fc.property(
        fc.record({
          at: fc.nat(),
          id: fc.string({ unit: 'grapheme', maxLength: 10 }),
        }),
        place => {
          const written = writePlace(place);
          expect(encodeURIComponent(written)).toBe(written);
          expect(readPlace(placeSchema, written)).toEqual(place);
        },
      ),
    );
  });

  it.each([
    ['', 'nothing'],
    ['%%', 'no place'],
    [writePlace({ at: -1, id: 'a' }), 'a time that never was'],
    [writePlace({ at: 1, id: 'a', more: 1 }), 'more than a place'],
    [writePlace({ at: 1, id: 'a'.repeat(51) }), 'too long an id'],
  ])('refuses %j: %s', written => {
    expect(() => readPlace(placeSchema, written)).toThrow(
      new LogCursorError('Take the cursor or the id of an answer, as it is'),
    );
  });

  it('refuses whatever was made up', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => readPlace(placeSchema, text)).toThrow(LogCursorError);
      }),
    );
  });
});
