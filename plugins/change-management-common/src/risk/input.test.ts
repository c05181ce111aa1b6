import { estate } from '../__testUtils__/estate';
import { riskItemOf } from './input';

describe('riskItemOf', () => {
  it('counts the dependants by tier and shows how the nearest are reached', () => {
    const graph = estate();
    const item = graph.item('resource:default/orders-db')!;
    const { dependants } = riskItemOf(graph, item);
    expect(dependants.byTier).toEqual({
      'tier-1': 0,
      'tier-2': 0,
      'tier-3': 0,
      'tier-4': 0,
      none: 2,
    });
    expect(dependants.top.map(d => [d.entityRef, d.path.length])).toEqual([
      ['component:default/checkout-api', 1],
      ['component:default/web', 2],
    ]);
  });
});
