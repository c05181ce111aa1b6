import { Entity } from '@backstage/catalog-model';
import { EntityDrills } from '@countersign/plugin-chaos-drills-common';
import { chaosDrillsApiRef } from '../api';
import { drillCheck } from './scorecard';

const entityRef = 'component:default/till';
const check = (drills: EntityDrills) =>
  drillCheck.judge(drills, {
    apis: { get: () => undefined },
    entity: { kind: 'Component', metadata: { name: 'till' } } as Entity,
    entityRef,
  });
const due = (dueAt: string): EntityDrills => ({
  next: {
    ...{ entity: entityRef, scenario: 'latency', tier: 'tier-1' },
    ...{ dueAt, overdueDays: 0 },
  },
});

describe('whether it was drilled in time', () => {
  it('is said where a rule asks for it, by what is due first', () => {
    expect(check(due('2026-01-05T00:00:00.000Z'))).toMatchObject({
      state: 'unmet',
      detail: 'latency was due on 5 Jan 2026.',
      next: { text: 'Plan the drill' },
    });
    expect(check(due('2999-01-05T00:00:00.000Z')).state).toBe('met');
  });

  it('is told of all services by the plan, by what is due first of each', async () => {
    const item = (entity: string, dueAt: string) => ({
      ...due(dueAt).next!,
      entity,
    });
    const getPlan = async () => ({
      items: [
        item(entityRef, '2026-01-05T00:00:00.000Z'),
        item('component:default/shop', '2999-01-05T00:00:00.000Z'),
        item(entityRef, '2999-02-05T00:00:00.000Z'),
      ],
    });
    const all = await drillCheck.overview!.load({
      signal: new AbortController().signal,
      apis: {
        get: ({ id }) =>
          (id === chaosDrillsApiRef.id ? { getPlan } : undefined) as never,
      },
    });
    expect(check(all.get(entityRef)!).state).toBe('unmet');
    expect(check(all.get('component:default/shop')!).state).toBe('met');
    expect(check(drillCheck.overview!.otherwise).state).toBe('exempt');
  });

  it('is not asked where no rule does', () => {
    expect(check({})).toEqual({
      state: 'exempt',
      detail: 'No rule asks for it.',
    });
  });
});
