import {
  calm,
  inProduction,
  planOf,
  resource,
  riskItem,
} from '../__testUtils__/risk';
import { assessRisk } from './assessRisk';
import { RiskInput } from './input';

const factor = (input: RiskInput, id: string) =>
  assessRisk(input).factors.find(f => f.id === id)!;

describe('assessRisk', () => {
  it('finds little risk in a small and well prepared change', () => {
    const risk = assessRisk(calm);
    expect(risk).toMatchObject({
      level: 'low',
      decidedBy: 'weighted assessment',
      floors: [],
      matrix: { impact: 'low', probability: 'low', level: 'low' },
      assessedAt: calm.now,
    });
  });

  it('names every factor of the issue, each with evidence when it counts', () => {
    const risk = assessRisk({
      ...inProduction,
      change: { ...inProduction.change, testPlan: ' ', backoutPlan: '' },
      items: [riskItem({ tier: 'tier-1' }, { 'tier-1': 2, none: 5 })],
      plan: planOf([
        resource('google_sql_database_instance', 'delete'),
        resource('google_project_iam_member', 'update'),
        resource('google_compute_firewall', 'replace'),
      ]),
      schedule: { freezes: [{ title: 'Black Friday', hoursAway: 12 }] },
    });
    expect(risk.factors.map(f => f.id)).toEqual([
      'item.tier',
      'item.impact',
      'plan.destroys',
      'plan.replaces',
      'plan.iam',
      'plan.network',
      'plan.database',
      'environment',
      'history',
      'schedule.hours',
      'schedule.freeze',
      'readiness.test',
      'readiness.backout',
    ]);
    for (const { value, evidence } of risk.factors) {
      expect(value).toBeGreaterThan(0);
      expect(evidence).not.toEqual([]);
    }
    expect(risk.score).toBe(91);
    expect(risk.level).toBe('very_high');
  });

  it('shows the worst evidence first and counts what is too much to read', () => {
    const items = Array.from({ length: 30 }, (_, i) =>
      riskItem({ title: `item ${i}`, tier: i === 29 ? 'tier-1' : 'tier-3' }),
    );
    const { evidence } = factor({ ...calm, items }, 'item.tier');
    expect(evidence).toHaveLength(21);
    expect(evidence[0].text).toBe('item 29 is tier-1');
    expect(evidence[20].text).toBe('and 10 more');
  });

  it('says how each dependant is reached', () => {
    const item = riskItem({}, { 'tier-1': 1 });
    item.dependants.top = [
      {
        entityRef: 'component:default/shop',
        tier: 'tier-1',
        path: [
          {
            from: 'component:default/web',
            relation: 'dependencyOf',
            to: 'component:default/shop',
          },
        ],
      },
    ];
    expect(factor({ ...calm, items: [item] }, 'item.impact').evidence).toEqual([
      {
        text: '1 entity depends on web, 1 of them tier-1',
        ref: 'component:default/web',
      },
      {
        text: 'shop (tier-1) depends on web',
        ref: 'component:default/shop',
      },
    ]);
  });

  it.each([
    ['Tuesday morning', '2026-11-24T09:00:00Z', 0.2],
    ['Tuesday evening', '2026-11-24T18:00:00Z', 0.4],
    ['Tuesday night: 22:00 in Berlin', '2026-11-24T21:00:00Z', 0.7],
    ['Friday afternoon', '2026-11-27T14:30:00Z', 1],
    ['Saturday, which it is in Berlin already', '2026-11-27T23:30:00Z', 1],
  ])('reads the time of day in the zone of the team: %s', (_, start, value) => {
    const window = {
      start,
      end: new Date(Date.parse(start) + 600_000).toISOString(),
    };
    const input = { ...calm, change: { ...calm.change, window } };
    expect(factor(input, 'schedule.hours').value).toBe(value);
  });

  it('takes the worst hour of a long window', () => {
    const window = {
      start: '2026-11-24T09:00:00Z',
      end: '2026-11-30T09:00:00Z',
    };
    const input = { ...calm, change: { ...calm.change, window } };
    expect(factor(input, 'schedule.hours').value).toBe(1);
  });

  it('lets impact × probability decide where it is the highest', () => {
    const risk = assessRisk({
      ...inProduction,
      items: [riskItem({ tier: 'tier-1' })],
      history: {
        items: [{ n: 100, failed: 50 }],
        team: { n: 100, failed: 50 },
        base: { n: 100, failed: 50 },
      },
    });
    expect(risk).toMatchObject({
      level: 'very_high',
      decidedBy: 'impact × probability',
      matrix: { impact: 'high', probability: 'high' },
    });
  });

  describe('with factors of other plugins', () => {
    const extra = (id: string, weight: number, value: number) => ({
      id,
      title: 'Error budget',
      weight,
      value,
      points: 1000,
      evidence: [],
    });

    it('counts them, but not the points they claim', () => {
      const risk = assessRisk(calm, {
        factors: [extra('slo.budget', 20, 0.5)],
      });
      expect(risk.assessment.score - assessRisk(calm).assessment.score).toBe(
        10,
      );
    });

    it.each([
      [extra('slo.budget', 20, NaN), 'slo.budget is not a number'],
      [extra('slo.budget', 1000, 1), 'must be 0 to 100 points'],
      [extra('item.tier', 20, 1), 'Two risk factors are called item.tier'],
    ])('refuses one that cannot be counted', (bad, message) => {
      expect(() => assessRisk(calm, { factors: [bad] })).toThrow(message);
    });
  });
});
