import fc from 'fast-check';
import { OpenIncident, readableFrom, respondersOf } from './responders';

const HOUR_MS = 3_600_000;
const [ada, ben, cy] = ['ada', 'ben', 'cy'].map(name => `user:default/${name}`);
const openedAt = Date.UTC(2026, 10, 27, 10);
const iso = (ms: number) => new Date(ms).toISOString();
const incident = (fields: Partial<OpenIncident> = {}): OpenIncident => ({
  number: 'INC0000042',
  opened: { by: ada, at: iso(openedAt) },
  times: { started: iso(openedAt) },
  roles: {},
  ...fields,
});

const person = fc.constantFrom(ada, ben, cy, 'User:default/Ada', 'plugin:x');
const anyIncident = fc.record({
  number: fc.constant('INC0000042'),
  opened: fc.record({ by: person, at: fc.constant(iso(openedAt)) }),
  times: fc.record({
    started: fc
      .integer({ min: -5_000 * HOUR_MS, max: 5_000 * HOUR_MS })
      .map(ms => iso(openedAt + ms)),
  }),
  acknowledged: fc.option(fc.record({ by: person }), { nil: undefined }),
  roles: fc.dictionary(fc.constantFrom('commander', 'scribe'), person),
});

describe('who reads logs because of an incident', () => {
  it('are those who acknowledged it, have a role in it, or were paged', () => {
    expect(respondersOf(incident(), [])).toEqual([]);
    expect(
      respondersOf(
        incident({ acknowledged: { by: ben }, roles: { scribe: cy } }),
        [],
      ),
    ).toEqual([ben, cy]);
    expect(respondersOf(incident(), [cy])).toEqual([cy]);
  });

  it('is never who opened it, unless they were paged', () => {
    fc.assert(
      fc.property(anyIncident, one => {
        expect(respondersOf(one, [])).not.toContain(
          one.opened.by.toLocaleLowerCase('en-US'),
        );
      }),
    );
    const taken = incident({ acknowledged: { by: ada } });
    expect(respondersOf(taken, [])).toEqual([]);
    expect(respondersOf(taken, [ada])).toEqual([ada]);
  });

  it('read from an hour before it began, and no more than a day and an hour before it was opened', () => {
    const started = (ms: number) =>
      readableFrom(incident({ times: { started: iso(openedAt + ms) } })) -
      openedAt;
    expect(started(0)).toBe(-HOUR_MS);
    expect(started(-2 * HOUR_MS)).toBe(-3 * HOUR_MS);
    expect(started(-1_000 * HOUR_MS)).toBe(-25 * HOUR_MS);
    fc.assert(
      fc.property(anyIncident, one => {
        const before = openedAt - readableFrom(one);
        expect(before).toBeGreaterThanOrEqual(HOUR_MS);
        expect(before).toBeLessThanOrEqual(25 * HOUR_MS);
      }),
    );
  });
});
