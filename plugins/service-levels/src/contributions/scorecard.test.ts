import { Entity } from '@backstage/catalog-model';
import { serviceLevelsApiRef } from '../api';
import { sloCheck } from './scorecard';

const judged = (kind: string, n: number) =>
  sloCheck.judge(
    { count: { value: n, capped: false } },
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

it('is told of all components by one request', async () => {
  const listComponents = async () => ({
    items: [{ component: 'component:default/Till', objectives: 2 }],
  });
  const { load, otherwise } = sloCheck.overview!;
  const all = await load({
    signal: new AbortController().signal,
    apis: {
      get: ({ id }) =>
        (id === serviceLevelsApiRef.id
          ? { listComponents }
          : undefined) as never,
    },
  });
  expect([...all]).toEqual([
    ['component:default/till', { count: { value: 2, capped: false } }],
  ]);
  expect(otherwise.count.value).toBe(0);
});
