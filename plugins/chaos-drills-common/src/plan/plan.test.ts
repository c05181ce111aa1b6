import fc from 'fast-check';
import { planDrills } from './plan';

const rules = [
  { tier: 'tier-1', scenarios: ['latency', 'error-spike'], everyDays: 30 },
  { tier: 'tier-1', scenarios: ['latency'], everyDays: 90 },
  { tier: 'tier-2', scenarios: ['latency'], everyDays: 180 },
];
const since = '2026-01-01T00:00:00.000Z';
const services = [
  { entity: 'component:default/api', tier: 'tier-1', since },
  { entity: 'component:default/mail', tier: 'tier-3', since },
];
const past = (days: number, counts = true) => ({
  entity: 'component:default/api',
  scenario: 'latency',
  endedAt: new Date(Date.parse(since) + days * 86_400_000).toISOString(),
  counts,
});

describe('the plan of drills', () => {
  it('says what is due by tier, the most overdue first', () => {
    const now = '2026-03-12T00:00:00.000Z';
    expect(planDrills(rules, services, [past(60)], now)).toEqual([
      {
        entity: 'component:default/api',
        scenario: 'error-spike',
        dueAt: '2026-01-31T00:00:00.000Z',
        overdueDays: 40,
      },
      {
        entity: 'component:default/api',
        scenario: 'latency',
        lastAt: '2026-03-02T00:00:00.000Z',
        dueAt: '2026-04-01T00:00:00.000Z',
        overdueDays: 0,
      },
    ]);
  });

  it('has each once however long nothing was drilled, and does not count what was stopped', () => {
    const drills = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 700 }), fc.boolean()),
    );
    fc.assert(
      fc.property(drills, fc.integer({ min: 0, max: 900 }), (done, days) => {
        const now = past(days).endedAt;
        const plan = planDrills(
          rules,
          services,
          done.map(([day, counts]) => past(day, counts)),
          now,
        );
        expect(plan.map(({ scenario }) => scenario).sort()).toEqual([
          'error-spike',
          'latency',
        ]);
        const counted = done.filter(([, counts]) => counts).map(([day]) => day);
        const latency = plan.find(({ scenario }) => scenario === 'latency');
        expect(latency?.dueAt).toBe(past(Math.max(0, ...counted) + 30).endedAt);
      }),
    );
  });
});
