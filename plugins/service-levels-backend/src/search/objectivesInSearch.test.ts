import { AreaPages } from '@countersign/plugin-governance-node';
import { objectivesInSearch } from './objectivesInSearch';

const owner = 'group:default/payments';
const component = 'component:default/checkout-api';
const listObjectives = async ({ cursor }: { cursor?: string }) =>
  cursor
    ? { items: [{ id: 'other', title: 'Other', service: 'x', state: 'ok' }] }
    : {
        items: [
          {
            ...{ id: 'checkout-availability', service: 'checkout-api' },
            title: '99.9 % of checkouts are answered',
            ...{ component, owner, state: 'burning' },
          },
        ],
        nextCursor: 'second',
      };

describe('objectives in search', () => {
  it('are found by title, name, service and owner, and lead to their pages', async () => {
    const [collatorOf] = objectivesInSearch(
      { listObjectives } as never,
      new AreaPages({ path: '/slos', baseUrl: '' }),
    );
    const factory = collatorOf({
      of: async refs =>
        new Map(refs.map(ref => [ref, `the ${ref.split('/').at(-1)}`])),
    });
    expect(factory.type).toBe('service-level-objective');
    expect(factory.visibilityPermission?.name).toBe(
      'service-levels.objective.read',
    );
    const found: object[] = [];
    for await (const document of await factory.getCollator())
      found.push(document);
    expect(found).toEqual([
      {
        title: '99.9 % of checkouts are answered',
        text: 'checkout-availability · checkout-api · the checkout-api · the payments',
        location: '/slos/objectives/checkout-availability',
        state: 'burning',
      },
      expect.objectContaining({ title: 'Other' }),
    ]);
  });
});
