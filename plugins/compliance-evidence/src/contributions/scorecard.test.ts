import { Entity } from '@backstage/catalog-model';
import { evidenceApiRef } from '../api';
import { findingsCheck } from './scorecard';

const judged = (...states: string[]) =>
  findingsCheck.judge(
    {
      items: [],
      findings: states.map((state, i) => ({ state, number: `FND000000${i}` })),
    } as never,
    {
      apis: { get: () => undefined },
      entity: { kind: 'Component', metadata: { name: 'till' } } as Entity,
      entityRef: 'component:default/till',
    },
  );

it('is well kept while no finding about it is open', () => {
  expect(judged()).toEqual({ state: 'met', detail: 'None is open.' });
  expect(judged('accepted', 'explained').state).toBe('met');
  expect(judged('open', 'accepted')).toMatchObject({
    state: 'unmet',
    detail: 'Open: FND0000000.',
    next: { text: 'Explain or mend them' },
  });
});

it('is told of all entities by one request, in the same words', async () => {
  const getOpenFindings = jest.fn(async () => ({
    items: [
      {
        ...{ entityRef: 'component:default/Till', count: 7 },
        numbers: ['FND0000001', 'FND0000002'],
      },
    ],
  }));
  const { load, otherwise } = findingsCheck.overview!;
  const all = await load({
    signal: new AbortController().signal,
    apis: {
      get: ({ id }) =>
        (id === evidenceApiRef.id ? { getOpenFindings } : undefined) as never,
    },
  });
  const about = {
    apis: { get: () => undefined },
    entity: { kind: 'Component', metadata: { name: 'till' } } as Entity,
    entityRef: 'component:default/till',
  };
  expect(
    findingsCheck.judge(all.get('component:default/till')!, about),
  ).toMatchObject({
    state: 'unmet',
    detail: 'Open: FND0000001, FND0000002 and 5 more.',
  });
  expect(findingsCheck.judge(otherwise, about).state).toBe('met');
});
