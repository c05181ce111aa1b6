import { Entity } from '@backstage/catalog-model';
import { ObjectivePage } from '@countersign/plugin-service-levels-common';
import { sloCheck } from './scorecard';

const judged = (kind: string, n: number) =>
  sloCheck.judge(
    {
      items: [],
      count: { value: n, capped: false },
    } as unknown as ObjectivePage,
    {
      apis: { get: () => undefined },
      entity: { kind, metadata: { name: 'till' } } as Entity,
      entityRef: `${kind}:default/till`,
    },
  );

it('is asked of components whether they promise something, and of nothing else', () => {
  expect(judged('Component', 3)).toEqual({ state: 'met', detail: '3 SLOs.' });
  expect(judged('Component', 0)).toMatchObject({
    state: 'unmet',
    next: { text: 'Write its first SLO' },
  });
  expect(judged('Resource', 0).state).toBe('exempt');
});
