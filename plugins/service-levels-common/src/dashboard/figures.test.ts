import fc from 'fast-check';
import { objectiveStates } from '../engine/objectiveState';
import { ObjectiveCounts, objectiveDashboardFigures } from './figures';

const counts = (states: ObjectiveCounts['states']): ObjectiveCounts => ({
  states,
  budget: { n: 0 },
  alerts: { now: 0, before: 0 },
});
const figuresOf = (
  states: ObjectiveCounts['states'],
  scope: { teams?: string[] } = {},
) =>
  new Map(
    objectiveDashboardFigures({}, scope, counts(states)).map(figure => [
      figure.id,
      figure,
    ]),
  );

describe('the figures of objectives', () => {
  it('leave what nobody knows out of the share that is healthy', () => {
    const figures = figuresOf({ ok: 3, burning: 1, 'no-data': 5 });
    expect(figures.get('healthy')).toMatchObject({ value: 75, n: 4 });
    expect(figures.get('unknown')!.value).toBe(5);
  });

  it('have no share where nothing is known', () => {
    const { value, n } = figuresOf({ 'no-data': 2 }).get('healthy')!;
    expect([value, n]).toEqual([undefined, 0]);
  });

  it('have every objective in exactly one of them', () => {
    const state = fc.option(fc.nat(10_000), { nil: undefined });
    const states = fc.record(
      Object.fromEntries(objectiveStates.map(id => [id, state])),
    );
    fc.assert(
      fc.property(states, some => {
        const figures = figuresOf(JSON.parse(JSON.stringify(some)));
        const { n = 0, value = 0 } = figures.get('healthy')!;
        const all = Object.values(some).reduce<number>(
          (sum, each) => sum + (each ?? 0),
          0,
        );
        const bad = ['exhausted', 'burning', 'unknown'].map(
          id => figures.get(id)!.value!,
        );
        const sum = bad.reduce((a, b) => a + b, (value / 100) * n);
        expect(sum).toBeCloseTo(all, 6);
      }),
    );
  });

  it('lead to the list of the teams that they are about, and to none of more than it takes', () => {
    const { list } = figuresOf({}, { teams: ['group:default/shop'] }).get(
      'exhausted',
    )!;
    expect(list).toEqual({
      owner: ['group:default/shop'],
      state: ['exhausted'],
    });
    const teams = Array.from({ length: 51 }, (_, i) => `group:default/g${i}`);
    expect(figuresOf({}, { teams }).get('exhausted')!.list).toBeUndefined();
  });
});
