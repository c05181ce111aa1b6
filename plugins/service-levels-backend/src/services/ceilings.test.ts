import { TestDatabases } from '@backstage/backend-test-utils';
import { testEntity } from '@countersign/plugin-governance-test-utils';
import { dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const entities = [
  dataSource,
  testEntity('Component', 'checkout', {
    annotations: {
      'countersign.dev/soft-dependencies': 'component:default/ads',
    },
    relations: [
      ['dependsOn', 'resource:default/queue'],
      ['dependsOn', 'component:default/ads'],
    ],
  }),
  testEntity('Resource', 'queue', {
    relations: [['dependsOn', 'component:default/stock']],
  }),
  testEntity('Component', 'stock'),
  testEntity('Component', 'ads'),
  slo('pay'),
  slo('stock', { target: 0.95, component: 'component:default/stock' }),
  slo('ads', { target: 0.5, component: 'component:default/ads' }),
];

describe('a promise', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('is held against what its critical dependencies promise, with the path and the highest honest one', async () => {
    const { definitions, reader } = await startReplica(
      await databases.init('POSTGRES_18'),
      {
        source: new FakeSource('api'),
        entities,
        clock: () => new Date('2026-11-02T09:00:00Z'),
        isFirst: true,
      },
    );
    await definitions.refresh();
    const { ceiling } = await reader.objective('pay');
    expect(ceiling).toEqual({
      highest: 0.95,
      exceeded: true,
      dependencies: [
        {
          item: 'component:default/stock',
          objective: 'stock',
          target: 0.95,
          path: [
            'component:default/checkout',
            'resource:default/queue',
            'component:default/stock',
          ],
        },
      ],
    });
    expect((await reader.objective('stock')).ceiling).toBeUndefined();
    const { items } = await reader.problems();
    expect(items.filter(({ rule }) => rule === 'ceiling')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        document: 'SLO pay',
        message: expect.stringContaining(
          'component:default/checkout → resource:default/queue → component:default/stock (95 %)',
        ),
      }),
    ]);
  });
});
