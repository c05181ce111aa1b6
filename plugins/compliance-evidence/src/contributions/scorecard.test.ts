import { Entity } from '@backstage/catalog-model';
import { EntityScope } from '@countersign/plugin-compliance-evidence-common';
import { findingsCheck } from './scorecard';

const judged = (...states: string[]) =>
  findingsCheck.judge(
    {
      items: [],
      findings: states.map((state, i) => ({ state, number: `FND000000${i}` })),
    } as unknown as EntityScope,
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
