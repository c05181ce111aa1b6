import { Entity } from '@backstage/catalog-model';
import { ListFindings } from '@countersign/plugin-compliance-evidence-common';
import { assuranceApiRef } from '../api';
import { checkFindings } from './scorecard';

const entityRef = 'component:default/till';
const asked: ListFindings[] = [];
const check = (n: number) =>
  checkFindings({
    apis: {
      get: ref =>
        ref.id === assuranceApiRef.id
          ? ({
              listFindings: async (query: ListFindings) => {
                asked.push(query);
                return { items: [], count: { value: n, capped: false } };
              },
            } as never)
          : undefined,
    },
    signal: new AbortController().signal,
    entity: { kind: 'Component', metadata: { name: 'till' } } as Entity,
    entityRef,
  });

it('is well kept while no finding about it is open', async () => {
  expect(await check(0)).toEqual({ state: 'met', detail: 'None is open.' });
  expect(await check(2)).toMatchObject({
    state: 'unmet',
    detail: '2 are open.',
    next: { text: 'Explain or mend them' },
  });
  expect(asked[0]).toEqual({
    entityRef: [entityRef],
    state: ['open'],
    limit: 1,
  });
});
