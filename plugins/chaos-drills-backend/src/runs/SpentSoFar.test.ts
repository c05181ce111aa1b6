import { NotFoundError } from '@backstage/errors';
import { DrillFacts } from '@countersign/plugin-chaos-drills-common';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { SpentSoFar } from './SpentSoFar';

const facts = {
  number: 'DRL0000001',
  state: 'running',
  budgets: ['latency', 'success', 'unknown'].map(objective => ({
    ...{ objective, costs: 0.4, most: 1 },
  })),
  budgetsLeft: { latency: 0.9, success: 1, unknown: 0.5 },
} as unknown as DrillFacts;

const judged: Record<string, object> = {
  latency: { budgetLeft: 0.6, evaluatedAt: '2026-11-27T10:00:15.000Z' },
  success: { budgetLeft: 0.8, evaluatedAt: '2026-11-27T11:00:10.000+01:00' },
};

function watched(now: () => number) {
  const getObjective = jest.fn(async (id: string) => {
    if (!judged[id]) throw new NotFoundError(id);
    return judged[id];
  });
  const serviceLevels = { getObjective } as unknown as Pick<
    ServiceLevelFigures,
    'getObjective'
  >;
  return {
    getObjective,
    spent: new SpentSoFar(serviceLevels, () => new Date(now())),
  };
}

describe('what a drill has spent so far', () => {
  it('is asked for once in a while, however many watch it, says as of when, and leaves out what nobody knows', async () => {
    let now = 0;
    const { spent, getObjective } = watched(() => now);
    const all = await Promise.all([spent.of(facts), spent.of(facts)]);
    for (const found of all) {
      expect(found).toEqual({
        spent: { latency: expect.closeTo(0.3), success: expect.closeTo(0.2) },
        spentAt: '2026-11-27T11:00:10.000+01:00',
      });
    }
    expect(getObjective).toHaveBeenCalledTimes(3);
    now = 2_000;
    await spent.of(facts);
    expect(getObjective).toHaveBeenCalledTimes(6);
  });

  it('is not known of one that is over, and keeps nobody from watching where it cannot be asked', async () => {
    const { spent, getObjective } = watched(() => 0);
    expect(await spent.of({ ...facts, state: 'ended' })).toEqual({});
    expect(getObjective).not.toHaveBeenCalled();
    const [, , unknown] = facts.budgets;
    expect(await spent.of({ ...facts, budgets: [unknown] })).toEqual({});
  });
});
