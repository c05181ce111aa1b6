import { testEntity } from '../__testUtils__/testEntity';
import { CmdbGraph } from './CmdbGraph';
import { itemsIn, scopeOf } from './scope';

const group = (name: string, children: string[] = []) =>
  testEntity(`group:default/${name}`, {
    relations: children.map(child => ['parentOf', `group:default/${child}`]),
  });
const component = (name: string, system?: string) =>
  testEntity(`component:default/${name}`, {
    spec: { owner: 'cart', ...(system && { system }) },
    relations: [
      ['ownedBy', 'group:default/cart'],
      ...(system
        ? [['partOf', `system:default/${system}`] as [string, string]]
        : []),
    ],
  });

const graph = CmdbGraph.from([
  // A circle, as people make them.
  group('company', ['shop', 'ops']),
  group('shop', ['cart', 'company']),
  group('cart'),
  group('ops'),
  component('basket', 'store'),
  component('stock', 'depot'),
  component('alone'),
]);

describe('what figures are about', () => {
  it('is everything where nothing is named', () => {
    expect(scopeOf(graph, {})).toEqual({});
  });

  it('is a group with all below it, once each', () => {
    const { teams } = scopeOf(graph, {
      team: ['Group:default/ops', 'group:default/cart'],
    });
    expect(teams).toEqual(['group:default/cart', 'group:default/ops']);
    expect(scopeOf(graph, { team: ['group:default/company'] }).teams).toEqual([
      'group:default/cart',
      'group:default/company',
      'group:default/ops',
      'group:default/shop',
    ]);
  });

  it('is a system with its parts, and nothing else', () => {
    expect(scopeOf(graph, { system: ['System:default/store'] })).toEqual({
      items: ['component:default/basket', 'system:default/store'],
    });
  });

  it('is what was named, also where the catalog does not have it', () => {
    expect(
      scopeOf(graph, { team: ['group:default/gone'], system: ['system:x/y'] }),
    ).toEqual({ teams: ['group:default/gone'], items: ['system:x/y'] });
  });

  it('comes down to items that are owned by the teams and part of the systems', () => {
    const of = (asked: { team?: string[]; system?: string[] }) =>
      itemsIn(graph, scopeOf(graph, asked))?.sort();
    const shop = { team: ['group:default/shop'] };
    expect(of({})).toBeUndefined();
    expect(of(shop)).toEqual([
      'component:default/alone',
      'component:default/basket',
      'component:default/stock',
    ]);
    expect(of({ ...shop, system: ['system:default/store'] })).toEqual([
      'component:default/basket',
    ]);
    expect(of({ team: ['group:default/ops'] })).toEqual([]);
  });
});
