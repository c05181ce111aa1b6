import fc from 'fast-check';
import { ceilingOf, Promises } from './ceiling';

type Estate = Record<
  string,
  { needs?: string[]; soft?: string[]; target?: number }
>;

const promisesOf = (estate: Estate): Promises => ({
  dependenciesOf: item => estate[item]?.needs ?? [],
  softDependenciesOf: item => estate[item]?.soft ?? [],
  promiseOf: item => {
    const target = estate[item]?.target;
    return target === undefined
      ? undefined
      : { objective: `${item}-availability`, target };
  },
});

const ceiling = (estate: Estate, item = 'shop') =>
  ceilingOf(item, promisesOf(estate));

describe('a ceiling', () => {
  it('is what all critical dependencies together promise', () => {
    expect(
      ceiling({
        shop: { needs: ['pay', 'stock', 'ads'], soft: ['ads'] },
        pay: { target: 0.999 },
        stock: { target: 0.99 },
        ads: { target: 0.5 },
      }),
    ).toEqual({
      highest: 0.98901,
      dependencies: [
        {
          item: 'pay',
          objective: 'pay-availability',
          target: 0.999,
          path: ['shop', 'pay'],
        },
        {
          item: 'stock',
          objective: 'stock-availability',
          target: 0.99,
          path: ['shop', 'stock'],
        },
      ],
    });
  });

  it('counts what several need once, and looks through what promises nothing', () => {
    const found = ceiling({
      shop: { needs: ['cart', 'search'] },
      cart: { needs: ['db'] },
      search: { needs: ['db'] },
      db: { target: 0.999 },
    });
    expect(found?.highest).toBe(0.999);
    expect(found?.dependencies[0].path).toEqual(['shop', 'cart', 'db']);
  });

  it('takes a promise for all that is behind it, and no more than it can be', () => {
    const estate: Estate = {
      shop: { needs: ['cart', 'db'] },
      cart: { needs: ['db'], target: 0.995 },
      db: { target: 0.999 },
    };
    expect(ceiling(estate)).toMatchObject({
      highest: 0.995,
      dependencies: [{ item: 'cart' }],
    });
    estate.cart.target = 0.9999;
    expect(ceiling(estate)?.highest).toBe(0.999);
  });

  it('counts once what several hang on that promise more than they can', () => {
    const found = ceiling({
      shop: { needs: ['cart', 'search'] },
      cart: { needs: ['db'], target: 0.999 },
      search: { needs: ['db'], target: 0.999 },
      db: { target: 0.9 },
    });
    expect(found?.highest).toBe(0.8982009);
  });

  it('is none where nothing critical promises', () => {
    expect(ceiling({ shop: { needs: ['db'] }, db: {} })).toBeUndefined();
    expect(
      ceiling({ shop: { needs: ['db'], soft: ['db'] }, db: { target: 0.9 } }),
    ).toBeUndefined();
    expect(ceiling({ shop: { needs: ['shop'] } })).toBeUndefined();
  });

  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const estates = fc
    .array(
      fc.record({
        needs: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
        soft: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 1 }),
        target: fc.option(fc.constantFrom(0.9, 0.99, 0.995, 0.999, 0.9999), {
          nil: undefined,
        }),
      }),
      { minLength: 6, maxLength: 6 },
    )
    .map(items => Object.fromEntries(names.map((name, i) => [name, items[i]])));

  it('is no higher than any dependency it names, and no lower than all of them', () => {
    fc.assert(
      fc.property(estates, estate => {
        const found = ceiling(estate, 'a');
        if (!found) return;
        const targets = found.dependencies.map(({ target }) => target);
        expect(found.highest).toBeLessThanOrEqual(Math.min(...targets));
        const everything = names.reduce(
          (all, name) => all * (estate[name].target ?? 1),
          1,
        );
        expect(found.highest).toBeGreaterThanOrEqual(everything - 1e-9);
        for (const { path, item } of found.dependencies) {
          expect([path[0], path.at(-1)]).toEqual(['a', item]);
          path.slice(1).forEach((each, i) => {
            expect(estate[path[i]].needs).toContain(each);
            expect(estate[path[i]].soft).not.toContain(each);
          });
        }
        const items = found.dependencies.map(({ item }) => item);
        expect(new Set(items).size).toBe(items.length);
      }),
    );
  });

  it('does not depend on the order in which the catalog tells of it', () => {
    fc.assert(
      fc.property(estates, estate => {
        const turned = Object.fromEntries(
          Object.entries(estate).map(([name, each]) => [
            name,
            { ...each, needs: [...each.needs].reverse() },
          ]),
        );
        expect(ceiling(turned, 'a')).toEqual(ceiling(estate, 'a'));
      }),
    );
  });

  it('never rises where a dependency is added or promises less', () => {
    // Without cycles: of two that need each other, which one fails the other is nobody's to say.
    const acyclic = estates.map(estate =>
      Object.fromEntries(
        names.map((name, i) => [
          name,
          {
            ...estate[name],
            soft: [] as string[],
            needs: estate[name].needs.filter(each => names.indexOf(each) > i),
          },
        ]),
      ),
    );
    fc.assert(
      fc.property(
        acyclic,
        fc.constantFrom(...names.slice(1)),
        (estate, lowered) => {
          const { target } = estate[lowered];
          if (target === undefined) return;
          const lower = {
            ...estate,
            [lowered]: { ...estate[lowered], target: target - 0.05 },
          };
          expect(ceiling(lower, 'a')?.highest ?? 1).toBeLessThanOrEqual(
            ceiling(estate, 'a')?.highest ?? 1,
          );
        },
      ),
    );
  });
});
