import fc from 'fast-check';
import { Demand, matchPeople } from './matching';

const demands = fc.array(
  fc.record({
    count: fc.integer({ min: 0, max: 3 }),
    from: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
  }),
  { maxLength: 4 },
);

/** The most places that can be filled, by trying everything: each person in turn goes to some demand or to none. */
function mostByTrying(all: Demand<number>[]): number {
  const people = [...new Set(all.flatMap(d => [...d.from]))];
  const left = all.map(d => d.count);
  const best = (i: number): number => {
    if (i === people.length) return 0;
    let most = best(i + 1);
    all.forEach((d, j) => {
      if (left[j] > 0 && [...d.from].includes(people[i])) {
        left[j]--;
        most = Math.max(most, 1 + best(i + 1));
        left[j]++;
      }
    });
    return most;
  };
  return best(0);
}

describe('matchPeople', () => {
  it('fills as many places as can be filled at all', () => {
    fc.assert(
      fc.property(demands, all => {
        const filled = matchPeople(all).given.flat().length;
        expect(filled).toBe(mostByTrying(all));
      }),
    );
  });

  it('gives nobody to two demands, nor to one they cannot serve, nor more than asked', () => {
    fc.assert(
      fc.property(demands, all => {
        const { given } = matchPeople(all);
        expect(new Set(given.flat()).size).toBe(given.flat().length);
        given.forEach((people, i) => {
          expect(people.length).toBeLessThanOrEqual(all[i].count);
          expect(all[i].from).toEqual(expect.arrayContaining(people));
        });
      }),
    );
  });

  it('proves each shortage: the demands named ask for more people than could serve any of them', () => {
    fc.assert(
      fc.property(demands, all => {
        const { given, shortages } = matchPeople(all);
        const unmet = all.flatMap((d, i) =>
          given[i].length < d.count ? [i] : [],
        );
        expect(shortages.flatMap(s => s.demands)).toEqual(
          expect.arrayContaining(unmet),
        );
        expect(shortages.length > 0).toBe(unmet.length > 0);
        for (const shortage of shortages) {
          const asked = shortage.demands.reduce((n, i) => n + all[i].count, 0);
          const could = new Set(shortage.demands.flatMap(i => all[i].from));
          expect(new Set(shortage.people)).toEqual(could);
          expect(asked).toBeGreaterThan(could.size);
        }
      }),
    );
  });

  it('reassigns along a chain as long as there are demands', () => {
    const n = 20_000;
    const chain = Array.from({ length: n }, (_, i) => ({
      count: 1,
      from: i === n - 1 ? [0] : [i, i + 1],
    }));
    expect(matchPeople(chain).shortages).toEqual([]);
  });
});
