import fc from 'fast-check';
import { resolveAddresses } from './resolveAddresses';

const claims = (items: Record<string, string[]>) =>
  Object.entries(items).map(([entityRef, terraformAddresses]) => ({
    entityRef,
    terraformAddresses,
  }));

describe('resolveAddresses', () => {
  it('maps what is claimed and lists what is not, each address once', () => {
    const { matched, unmapped, ambiguous } = resolveAddresses(
      ['terraform_data.a', 'terraform_data.x', 'terraform_data.a', 'rubbish'],
      claims({ a: ['terraform_data.a'], b: ['terraform_data.b'] }),
    );
    expect(matched).toEqual(new Map([['terraform_data.a', 'a']]));
    expect(unmapped).toEqual(['terraform_data.x', 'rubbish']);
    expect(ambiguous).toEqual([]);
  });

  it.each([
    // pattern, address, matches
    ['aws_x.a', 'aws_x.a', true],
    ['aws_x.a', 'aws_x.a[0]', true],
    ['aws_x.a', 'aws_x.a["eu.west"]', true],
    ['aws_x.a[*]', 'aws_x.a[7]', true],
    ['aws_x.a[*]', 'aws_x.a', true],
    ['aws_x.a[0]', 'aws_x.a[1]', false],
    ['aws_x.a["0"]', 'aws_x.a[0]', false],
    ['aws_x.a', 'aws_x.ab', false],
    ['aws_x.a', 'module.m.aws_x.a', false],
    ['aws_x.a', 'data.aws_x.a', false],
    ['data.aws_x.a', 'data.aws_x.a', true],
    ['aws_x.*', 'aws_x.b[3]', true],
    ['aws_x.*', 'module.m.aws_x.b', false],
    ['module.m.*', 'module.m.aws_x.a', true],
    ['module.m.*', 'module.m["eu"].module.n[1].aws_x.a', true],
    ['module.m["eu"].*', 'module.m["us"].aws_x.a', false],
    ['module.m[*].aws_x.a', 'module.m["us"].aws_x.a', true],
    ['module.m.aws_x.*', 'module.m[1].aws_x.a', true],
    ['module.m.aws_x.*', 'module.m[1].aws_y.a', false],
    ['module.m.*', 'module.mm.aws_x.a', false],
  ])('%s and %s: %s', (pattern, address, matches) => {
    const { matched } = resolveAddresses([address], claims({ a: [pattern] }));
    expect(matched.has(address)).toBe(matches);
  });

  it('gives an address to the most specific claim', () => {
    const address = 'module.m["eu"].aws_x.a[0]';
    const patterns = [
      'module.m.*',
      'module.m["eu"].*',
      'module.m.aws_x.*',
      'module.m["eu"].aws_x.*',
      'module.m.aws_x.a',
      'module.m["eu"].aws_x.a[*]',
      'module.m["eu"].aws_x.a[0]',
    ];
    for (let most = 1; most <= patterns.length; most++) {
      const items = patterns.slice(0, most).map(pattern => ({
        entityRef: pattern,
        terraformAddresses: [pattern],
      }));
      expect(resolveAddresses([address], items).matched.get(address)).toBe(
        patterns[most - 1],
      );
    }
  });

  it('reports an address that two entities claim equally closely', () => {
    expect(
      resolveAddresses(
        ['aws_x.a', 'aws_x.b'],
        claims({
          z: ['aws_x.a', 'aws_x.b', 'aws_x.b[*]'],
          y: ['aws_x.a[*]', 'aws_x.*'],
        }),
      ),
    ).toEqual({
      matched: new Map([['aws_x.b', 'z']]),
      unmapped: [],
      ambiguous: [{ address: 'aws_x.a', entityRefs: ['y', 'z'] }],
    });
  });

  it('puts every address in exactly one place, whatever the order of the items', () => {
    const name = fc.constantFrom('a', 'b');
    const index = fc.constantFrom('', '[0]', '["k"]', '[*]');
    const address = fc
      .tuple(fc.boolean(), name, index, name, name, index)
      .map(
        ([nested, m, mi, type, n, ni]) =>
          `${nested ? `module.${m}${mi}.` : ''}${type}.${n}${ni}`,
      );
    const pattern = fc.oneof(
      address,
      address.map(a => a.replace(/\.[^.]*$/, '.*')),
    );
    fc.assert(
      fc.property(
        fc.array(address.map(a => a.replaceAll('[*]', '[1]'))),
        fc.array(
          fc.record({
            entityRef: fc.constantFrom('x', 'y', 'z'),
            terraformAddresses: fc.array(pattern),
          }),
        ),
        (addresses, items) => {
          const forth = resolveAddresses(addresses, items);
          const back = resolveAddresses(addresses, [...items].reverse());
          expect(back).toEqual(forth);
          expect(
            [
              ...forth.matched.keys(),
              ...forth.unmapped,
              ...forth.ambiguous.map(a => a.address),
            ].sort(),
          ).toEqual([...new Set(addresses)].sort());
        },
      ),
    );
  });
});
