import fc from 'fast-check';
import {
  calm,
  inProduction,
  planOf,
  resource,
  riskItem,
} from '../__testUtils__/risk';
import { riskInputs } from '../__testUtils__/riskInputs';
import { RiskEvidence, RiskFactor } from '../model';
import { assessRisk } from './assessRisk';
import { explainRisk } from './explainRisk';

const explained = (...args: Parameters<typeof assessRisk>) =>
  explainRisk(assessRisk(...args));

describe('explainRisk', () => {
  it('says what the factors add up to where nothing raised it', () => {
    const { sum, counted, score, raised, sentence } = explained(calm);
    expect(raised).toBeUndefined();
    expect(counted).toBe(score);
    expect(Math.round(sum)).toBe(score);
    expect(sentence).toBe(`${score} from factors`);
  });

  it('says what of the matrix raised it, with evidence', () => {
    const failing = { n: 40, failed: 16 };
    const found = explained({
      ...inProduction,
      items: [riskItem({ tier: 'tier-1' })],
      history: { items: [failing], team: failing, base: failing },
    });
    expect(found.sentence).toMatch(
      /^\d+ from factors → 85, because impact is high and past failures are \d\d %$/,
    );
    expect(found.raised).toMatchObject({
      kind: 'matrix',
      points: 85 - found.counted,
      evidence: [{ text: 'web is tier-1' }, { text: /failure/ }].map(() =>
        expect.objectContaining({ text: expect.any(String) }),
      ),
    });
  });

  it('says which floor raised it, and lists the others as what asks for no more', () => {
    const found = explained(
      {
        ...calm,
        plan: planOf([resource('google_sql_database_instance', 'delete')]),
      },
      {
        floors: [
          { rule: 'mine', level: 'moderate', reason: 'So.', evidence: [] },
        ],
      },
    );
    expect(found.raised).toMatchObject({
      kind: 'floor',
      reason: 'The plan destroys 1 resource that may hold data.',
    });
    expect(found.sentence).toContain('→ 60: The plan destroys 1 resource');
    expect(found.floors.map(f => f.rule)).toEqual(['mine']);
  });

  it('adds up to the headline, whatever was assessed', () => {
    const floors = fc.array(
      fc.record({
        rule: fc.string({ minLength: 1 }),
        level: fc.constantFrom('low' as const, 'high' as const),
        reason: fc.constant('Because.'),
        evidence: fc.constant<RiskEvidence[]>([]),
      }),
      { maxLength: 2 },
    );
    const factors = fc.constantFrom<RiskFactor[]>(
      [],
      [
        {
          id: 'x.y',
          title: 'Y',
          value: 1,
          weight: 90,
          points: 0,
          evidence: [],
        },
      ],
    );
    fc.assert(
      fc.property(
        riskInputs,
        fc.record({ factors, floors }),
        (input, extra) => {
          const risk = assessRisk(input, extra);
          const {
            factors: shown,
            idle,
            sum,
            counted,
            raised,
            ...rest
          } = explainRisk(risk);
          const points = shown.reduce((all, f) => all + f.points, 0);
          expect(sum).toBeCloseTo(points, 6);
          expect(counted).toBe(Math.min(100, Math.round(sum)));
          expect(counted + (raised?.points ?? 0)).toBe(risk.score);
          expect(rest).toMatchObject({ score: risk.score, level: risk.level });
          expect(raised === undefined || raised.points > 0).toBe(true);
          expect(shown.length + idle.length).toBe(risk.factors.length);
          expect(rest.sentence).toContain(String(risk.score));
        },
      ),
      // Sums that end in a half, as written in binary just below it, are rare.
      { numRuns: 1000 },
    );
  });
});
