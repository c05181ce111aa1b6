import { Entity } from '@backstage/catalog-model';
import { ListObjectives } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { checkSlo } from './scorecard';

const asked: ListObjectives[] = [];
const check = (kind: string, n: number) =>
  checkSlo({
    apis: {
      get: ref =>
        ref.id === serviceLevelsApiRef.id
          ? ({
              listObjectives: async (query: ListObjectives) => {
                asked.push(query);
                return {
                  items: Array.from({ length: Math.min(n, 1) }),
                  count: { value: n, capped: false },
                };
              },
            } as never)
          : undefined,
    },
    signal: new AbortController().signal,
    entity: { kind, metadata: { name: 'Till' } } as Entity,
    entityRef: `${kind}:default/Till`,
  });

describe('whether it promises something', () => {
  it('is said of components, by one request for one of their SLOs', async () => {
    expect(await check('Component', 3)).toEqual({
      state: 'met',
      detail: '3 SLOs.',
    });
    expect(asked).toEqual([{ component: 'component:default/till', limit: 1 }]);
    expect(await check('Component', 0)).toMatchObject({
      state: 'unmet',
      next: { text: 'Write its first SLO' },
    });
  });

  it('is not asked of what has none', async () => {
    asked.length = 0;
    expect((await check('Resource', 0)).state).toBe('exempt');
    expect(asked).toEqual([]);
  });
});
