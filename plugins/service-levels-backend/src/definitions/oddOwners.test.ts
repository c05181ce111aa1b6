import { TestDatabases } from '@backstage/backend-test-utils';
import { testEntity } from '@countersign/plugin-governance-test-utils';
import { dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const component = (name: string, owner: string) =>
  testEntity('Component', name, { relations: [['ownedBy', owner]] });

describe('an owner whom the catalog cannot have', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('is left out, and keeps no other objective out', async () => {
    // Nothing that repeats itself: the database could pack that.
    const long = Array.from({ length: 4_000 }, (_, i) =>
      ((i * 7919) % 36).toString(36),
    ).join('');
    const { definitions, reader } = await startReplica(
      await databases.init('POSTGRES_18'),
      {
        source: new FakeSource('api'),
        entities: [
          dataSource,
          component('checkout', 'group:default/checkout'),
          component('odd', `group:default/${long}`),
          slo('pay'),
          slo('odd', { component: 'component:default/odd' }),
        ],
        clock: () => new Date('2026-11-02T09:00:00Z'),
        isFirst: true,
      },
    );
    await definitions.refresh();
    const { items } = await reader.objectives({ limit: 10 });
    expect(items.map(({ id, owner }) => [id, owner])).toEqual([
      ['odd', undefined],
      ['pay', 'group:default/checkout'],
    ]);
  });
});
