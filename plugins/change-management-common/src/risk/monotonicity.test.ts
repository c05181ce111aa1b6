import fc from 'fast-check';
import { planOf, tiers } from '../__testUtils__/risk';
import {
  named,
  riskInputs,
  someItem,
  someResource,
} from '../__testUtils__/riskInputs';
import { assessRisk } from './assessRisk';
import { RiskInput } from './input';
import { levelRank, riskLevelOf } from './levels';

describe('assessRisk of any change', () => {
  /** How far the risk fell from one to the other, in points and levels. */
  const fall = (before: RiskInput, after: RiskInput) => {
    const [a, b] = [assessRisk(before), assessRisk(after)];
    return Math.max(
      0,
      a.score - b.score,
      levelRank(a.level) - levelRank(b.level),
    );
  };

  it('stays within its bounds, and score and level agree', () => {
    fc.assert(
      fc.property(riskInputs, i => {
        const risk = assessRisk(i);
        expect(risk.score).toBeGreaterThanOrEqual(0);
        expect(risk.score).toBeLessThanOrEqual(100);
        expect(Number.isInteger(risk.score)).toBe(true);
        expect(riskLevelOf(risk.score)).toBe(risk.level);
        for (const f of risk.factors) {
          expect(f.value).toBeGreaterThanOrEqual(0);
          expect(f.value).toBeLessThanOrEqual(1);
          expect(f.points).toBeCloseTo(f.value * f.weight, 0);
        }
      }),
    );
  });

  it('is the highest of assessment, matrix and floors, and names one that is', () => {
    fc.assert(
      fc.property(riskInputs, i => {
        const risk = assessRisk(i);
        const verdicts = new Map([
          ['impact × probability', risk.matrix.level],
          ['weighted assessment', risk.assessment.level],
          ...risk.floors.map(f => [f.rule, f.level] as const),
        ]);
        expect(verdicts.get(risk.decidedBy)).toBe(risk.level);
        expect(Math.max(...[...verdicts.values()].map(levelRank))).toBe(
          levelRank(risk.level),
        );
      }),
    );
  });

  it('never falls when the plan destroys one thing more', () => {
    fc.assert(
      fc.property(riskInputs, someResource, (i, r) => {
        const resources = i.plan?.resources ?? [];
        expect(
          fall(i, {
            ...i,
            plan: planOf([...resources, { ...r, action: 'delete' }]),
          }),
        ).toBe(0);
      }),
    );
  });

  it('never falls with one failure more', () => {
    fc.assert(
      fc.property(riskInputs, ({ history, ...i }) => {
        const failedOnce = (r: { n: number; failed: number }) => ({
          n: r.n + 1,
          failed: r.failed + 1,
        });
        expect(
          fall(
            { ...i, history },
            {
              ...i,
              history: {
                items: history.items.map(failedOnce),
                team: failedOnce(history.team),
                base: failedOnce(history.base),
              },
            },
          ),
        ).toBe(0);
      }),
    );
  });

  it('never falls with a more critical tier, one item more, or one dependant more', () => {
    fc.assert(
      fc.property(
        riskInputs,
        someItem,
        fc.constantFrom('tier', 'item', 'dependant'),
        fc.nat(2),
        (i, another, what, step) => {
          const [{ item, dependants }, ...rest] = i.items;
          const { byTier } = dependants;
          const withTier = (tier: (typeof tiers)[number]) => ({
            ...i,
            items: [{ item: { ...item, tier }, dependants }, ...rest],
          });
          const [before, after] = {
            tier: [withTier(tiers[step]), withTier(tiers[step + 1])],
            item: [i, { ...i, items: [...i.items, named(another, 'another')] }],
            dependant: [
              i,
              {
                ...i,
                items: [
                  {
                    item,
                    dependants: {
                      ...dependants,
                      byTier: { ...byTier, 'tier-2': byTier['tier-2'] + 1 },
                    },
                  },
                  ...rest,
                ],
              },
            ],
          }[what as 'tier' | 'item' | 'dependant'];
          expect(fall(before, after)).toBe(0);
        },
      ),
    );
  });

  it('never falls when test and backout plans are taken away, a freeze comes nearer, or it moves to production', () => {
    fc.assert(
      fc.property(riskInputs, i => {
        const without = { ...i.change, testPlan: '', backoutPlan: '' };
        expect(fall(i, { ...i, change: without })).toBe(0);
        expect(
          fall(i, {
            ...i,
            schedule: {
              freezes: i.schedule.freezes.map(f => ({
                ...f,
                hoursAway: f.hoursAway / 2,
              })),
            },
          }),
        ).toBe(0);
        expect(
          fall(i, {
            ...i,
            change: { ...i.change, environment: 'production' },
          }),
        ).toBe(0);
      }),
    );
  });
});
