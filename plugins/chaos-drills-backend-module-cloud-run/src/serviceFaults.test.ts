import fc from 'fast-check';
import { broken, isSame, readFault, ServicePart } from './serviceFaults';

const revision = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';

/** Traffic that sums to 100, with tags here and there. */
const traffic = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  )
  .map(([cuts, tags]) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), 100];
    return edges.slice(1).map((edge, i) => ({
      type: revision,
      revision: `checkout-${i}`,
      percent: edge - edges[i],
      ...(tags[i] && { tag: `tag-${i}` }),
    }));
  });

it('a split is 100 together, gives the revision its share, and keeps tags and proportions', () => {
  fc.assert(
    fc.property(
      traffic,
      fc.integer({ min: 1, max: 100 }),
      (former, percent) => {
        const part = broken(
          { kind: 'traffic', revision: 'checkout-bad', percent },
          { field: 'traffic', traffic: former },
        );
        const after = part.field === 'traffic' ? part.traffic : [];
        const sum = after.reduce((total, { percent: p = 0 }) => total + p, 0);
        expect(sum).toBe(100);
        expect(after.at(-1)).toMatchObject({
          revision: 'checkout-bad',
          percent,
        });
        for (const { revision: name, percent: p, tag } of former) {
          const kept = after.find(target => target.revision === name);
          // One that nobody asks by its name may be gone with its share.
          expect(kept?.tag ?? tag).toBe(tag);
          expect(kept !== undefined || !tag).toBe(true);
          const share = (p * (100 - percent)) / 100;
          expect(Math.abs((kept?.percent ?? 0) - share)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

it('is the same whatever the order, and another with one percent moved', () => {
  fc.assert(
    fc.property(traffic, former => {
      const one: ServicePart = { field: 'traffic', traffic: former };
      const turned: ServicePart = {
        field: 'traffic',
        traffic: [...former].reverse(),
      };
      expect(isSame(one, turned)).toBe(true);
      const moved = former.map((target, i) =>
        i === 0 ? { ...target, percent: target.percent + 1 } : target,
      );
      expect(isSame(one, { field: 'traffic', traffic: moved })).toBe(false);
    }),
  );
});

it.each<[string, Record<string, unknown>, string]>([
  ['fire', {}, 'fault must be traffic or instances'],
  ['traffic', { percent: 5 }, 'arguments.revision'],
  [
    'traffic',
    { revision: 'Bad', percent: 5 },
    'must be the name of a revision',
  ],
  ['traffic', { revision: 'bad', percent: 0 }, 'arguments.percent'],
  ['traffic', { revision: 'bad', percent: 5, tag: 'x' }, 'tag'],
  ['instances', {}, 'arguments.count'],
  ['instances', { count: -1 }, 'arguments.count'],
])('%s with %j is told what is wrong', (fault, given, message) => {
  const read = readFault(fault, given);
  const said =
    'mistakes' in read
      ? read.mistakes.map(each => `${each.path.join('.')} ${each.message}`)
      : [];
  expect(said.join('\n')).toContain(message);
});
