import { DrillFacts } from '@countersign/plugin-chaos-drills-common';
import { SpentSoFar } from './SpentSoFar';

const facts = {
  number: 'DRL0000001',
  state: 'running',
  budgets: [
    { objective: 'latency', costs: 0.4, most: 1 },
    { objective: 'unknown', costs: 0.1, most: 1 },
  ],
  budgetsLeft: { latency: 0.9, unknown: 0.5 },
} as unknown as DrillFacts;

describe('what a drill has spent so far', () => {
  it('is asked for once in a while, however many watch it, and leaves out what nobody knows', async () => {
    let now = 0;
    const budgetsLeft = jest.fn(async () => ({ latency: 0.6 }));
    const spent = new SpentSoFar({ budgetsLeft }, () => new Date(now));
    const all = await Promise.all([spent.of(facts), spent.of(facts)]);
    for (const found of all) {
      expect(found).toEqual({ latency: expect.closeTo(0.3) });
    }
    expect(budgetsLeft).toHaveBeenCalledTimes(1);
    now = 5_000;
    await spent.of(facts);
    expect(budgetsLeft).toHaveBeenCalledTimes(2);
  });

  it('is not known of one that is over, and keeps nobody from watching where it cannot be asked', async () => {
    const budgetsLeft = jest.fn().mockRejectedValue(new Error('away'));
    const spent = new SpentSoFar({ budgetsLeft }, () => new Date(0));
    expect(await spent.of({ ...facts, state: 'ended' })).toBeUndefined();
    expect(budgetsLeft).not.toHaveBeenCalled();
    expect(await spent.of(facts)).toBeUndefined();
  });
});
