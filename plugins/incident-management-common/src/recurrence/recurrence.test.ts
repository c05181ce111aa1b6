import { plainText } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { PastIncident, problemCandidates } from './candidates';
import { KnownError, matchingKnownErrors } from './knownErrors';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);
const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();
const numberOf = (n: number) => `INC${String(n).padStart(7, '0')}`;

const past = (n: number, more: Partial<PastIncident> = {}): PastIncident => ({
  number: numberOf(n),
  started: daysAgo(n),
  entities: ['component:default/shop'],
  conditions: ['latency'],
  causes: [],
  problems: [],
  ...more,
});

describe('problem candidates', () => {
  it('are three incidents with one condition on one entity, oldest first', () => {
    const [only, ...others] = problemCandidates(
      [past(1), past(3), past(2), past(4, { conditions: ['errors'] })],
      NOW,
    );
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      entity: 'component:default/shop',
      condition: 'latency',
      incidents: ['INC0000003', 'INC0000002', 'INC0000001'],
    });
    expect(plainText(only.reason)).toBe(
      '3 incidents on component:default/shop with the same condition, latency: INC0000003, INC0000002, INC0000001',
    );
  });

  it('are two incidents that one change caused', () => {
    const causes = ['CHG0000007'];
    const [only] = problemCandidates(
      [
        past(1, { causes, conditions: [] }),
        past(2, { causes, conditions: ['errors'] }),
      ],
      NOW,
    );
    expect(only).toMatchObject({ cause: 'CHG0000007' });
  });

  it.each<[string, Partial<PastIncident>]>([
    ['that is a case of a problem', { problems: ['PRB0000001'] }],
    ['from long ago', { started: daysAgo(91) }],
    ['of another entity', { entities: ['component:default/other'] }],
    ['that names no entity', { entities: [] }],
  ])('leave out an incident %s', (_, more) => {
    expect(problemCandidates([past(1), past(2), past(3, more)], NOW)).toEqual(
      [],
    );
  });

  it('name each incident once, whatever the order, and keep their key when more come', () => {
    const incidents = fc.uniqueArray(
      fc.record({
        n: fc.integer({ min: 1, max: 60 }),
        entities: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
        conditions: fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
        causes: fc.array(fc.constantFrom('CHG0000001', 'CHG0000002'), {
          maxLength: 3,
        }),
      }),
      { selector: ({ n }) => n },
    );
    fc.assert(
      fc.property(incidents, all => {
        const some = all.map(({ n, ...more }) => past(n, more));
        const found = problemCandidates(some, NOW);
        expect(problemCandidates([...some].reverse(), NOW)).toEqual(found);
        for (const { incidents: numbers } of found) {
          expect(new Set(numbers).size).toBe(numbers.length);
        }
        const fewer = problemCandidates(some.slice(1), NOW);
        const keys = new Set(found.map(({ key }) => key));
        expect(fewer.every(({ key }) => keys.has(key))).toBe(true);
      }),
    );
  });
});

describe('known errors', () => {
  const known = (n: number, more: Partial<KnownError> = {}): KnownError => ({
    number: `PRB000000${n}`,
    title: 'Connections run out',
    workaround: 'Restart it',
    entities: ['component:default/shop'],
    conditions: [],
    ...more,
  });
  const symptoms = {
    title: 'Slow: connections are refused',
    entities: ['component:default/shop'],
    conditions: ['latency'],
  };

  it('that fit best come first, each with its reasons', () => {
    const found = matchingKnownErrors(symptoms, [
      known(1, { title: 'Disk is full' }),
      known(2),
      known(3, { conditions: ['latency'] }),
    ]);
    expect(found.map(({ error }) => error.number)).toEqual([
      'PRB0000003',
      'PRB0000002',
      'PRB0000001',
    ]);
    expect(found[0].reasons.map(plainText)).toEqual([
      'PRB0000003 showed itself by latency',
      'PRB0000003 is about component:default/shop',
      'Both titles say connections',
    ]);
  });

  it('of another entity are found by a condition with a word, and by neither alone', () => {
    const entities = ['component:default/other'];
    const conditions = ['latency'];
    const found = matchingKnownErrors(symptoms, [
      known(1, { entities }),
      known(2, { entities, conditions, title: 'Disk is full' }),
      known(3, { entities, conditions }),
    ]);
    expect(found.map(({ error }) => error.number)).toEqual(['PRB0000003']);
  });
});
