import { plainText, say } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { objectiveStates } from '../engine/objectiveState';
import { standingOf } from '../arithmetic/budget';
import {
  BudgetFigures,
  JudgedSubject,
  judgeErrorBudgets,
  policyFor,
} from './judge';
import { pastBudgets } from './past';
import { errorBudgetRulesSchema, ErrorBudgetPolicy } from './policy';
import { endOfDemand } from './recovery';
import { decideChange, isSameDecision, replayErrorBudget } from './replay';

const HOUR = 3_600_000;
const month = {
  kind: 'rolling',
  duration: { count: 30, unit: 'days' },
} as const;
const objective = { target: 0.99, window: month, conditions: [] };

const subject = (fields: Partial<JudgedSubject> = {}): JudgedSubject => ({
  budget: { state: 'ok', left: 0.5, burnRate: 0.1, measured: 1 },
  objective: { id: 'pay', target: 0.99, windowDays: 30 },
  component: {
    entityRef: 'component:default/checkout',
    owner: 'group:default/checkout',
    tier: 'tier-1',
  },
  relation: 'own',
  change: {
    type: 'normal',
    category: 'software',
    environment: 'production',
    reliabilityFix: false,
  },
  title: 'Payments go through',
  slo: 'slo:default/pay',
  ...fields,
});

const rules = (...policies: object[]): ErrorBudgetPolicy[] =>
  errorBudgetRulesSchema.parse({ policies }).policies;

const spent = { name: 'Spent', when: { leftAtMost: 0 }, allow: 'reliability' };
const burning = {
  name: 'Burning',
  when: { burnRateAbove: 6 },
  require: [{ ownersOf: 'objective' }],
};

const figures = fc
  .record(
    {
      state: fc.constantFrom(...objectiveStates),
      left: fc.double({ min: -5, max: 1, noNaN: true }),
      burnRate: fc.double({ min: 0, max: 100, noNaN: true }),
      measured: fc.double({ min: 0, max: 1, noNaN: true }),
    },
    { requiredKeys: ['state', 'measured'] },
  )
  .map(each => each as BudgetFigures);
const policy = fc.record({
  when: fc.record(
    {
      leftAtMost: fc.double({ min: -1, max: 1, noNaN: true }),
      burnRateAbove: fc.double({ min: 0, max: 50, noNaN: true }),
    },
    { requiredKeys: [] },
  ),
  match: fc.constantFrom<ErrorBudgetPolicy['match']>(
    undefined,
    { relation: 'own' },
    { 'change.environment': 'production' },
    { 'budget.state': { $in: ['no-data', 'inconsistent'] } },
  ),
  allow: fc.constantFrom('any' as const, 'reliability' as const),
  require: fc.constantFrom<ErrorBudgetPolicy['require']>(
    [],
    [{ group: 'group:default/sre', count: 1 }],
    [{ ownersOf: 'objective', count: 2 }],
  ),
});
const policies = fc
  .array(policy, { maxLength: 4 })
  .map(list =>
    list.map(
      (each, i): ErrorBudgetPolicy => ({ ...each, name: `Policy ${i}` }),
    ),
  );

describe('error budget policies', () => {
  it('say what they demand in words that name the objective, the policy and its end', () => {
    const verdict = judgeErrorBudgets(rules(spent, burning), [
      subject({
        budget: { state: 'exhausted', left: -0.2, burnRate: 0, measured: 1 },
        endsAt: () => '2026-12-01T08:00:00.000Z',
      }),
    ]);
    expect(verdict).toMatchObject({
      allow: 'reliability',
      until: '2026-12-01T08:00:00.000Z',
    });
    expect(plainText(verdict.findings[0].sentence)).toBe(
      'The error budget of Payments go through is spent; the policy "Spent" allows reliability fixes and emergencies only until 2026-12-01 08:00 UTC.',
    );
    const approval = judgeErrorBudgets(rules(spent, burning), [
      subject({
        budget: { state: 'burning', left: 0.384, burnRate: 14.5, measured: 1 },
      }),
    ]);
    expect(plainText(approval.findings[0].sentence)).toBe(
      '38 % of the error budget of Payments go through is left and burns 15 times as fast as it lasts; the policy "Burning" asks for one more approval.',
    );
    expect(approval).toMatchObject({
      allow: 'any',
      require: [{ group: 'group:default/checkout', count: 1 }],
    });
    expect(approval.until).toBeUndefined();
  });

  it('are met by no figure that nobody knows', () => {
    const unknown = subject({ budget: { state: 'no-data', measured: 0 } });
    expect(policyFor(rules(spent, burning), unknown)).toBeUndefined();
    expect(
      policyFor(
        rules(spent, { name: 'Gap', match: { 'budget.state': 'no-data' } }),
        unknown,
      )?.name,
    ).toBe('Gap');
  });

  it('together demand the strictest of what each objective does, and one more objective never less', () => {
    fc.assert(
      fc.property(
        policies,
        fc.array(figures, { maxLength: 5 }),
        figures,
        (list, several, another) => {
          const of = (all: BudgetFigures[]) =>
            judgeErrorBudgets(
              list,
              all.map(budget => subject({ budget })),
            );
          const before = of(several);
          const after = of([...several, another]);
          expect([before.allow, 'reliability']).toContain(after.allow);
          for (const line of before.require) {
            expect(
              after.require.some(
                more =>
                  JSON.stringify({ ...more, count: 0 }) ===
                    JSON.stringify({ ...line, count: 0 }) &&
                  more.count >= line.count,
              ),
            ).toBe(true);
          }
          expect(after.findings.length).toBeGreaterThanOrEqual(
            before.findings.length,
          );
        },
      ),
    );
  });

  it('are refused where they could not be meant', () => {
    const problems = (value: object) =>
      errorBudgetRulesSchema
        .safeParse(value)
        .error?.issues.map(
          ({ path, message }) => `${path.join('.')} ${message}`,
        )
        .join('\n');
    expect(
      problems({ policies: [{ name: 'x', match: { 'budget.stat': 'ok' } }] }),
    ).toMatch(/policies.0.match.*budget.stat/);
    expect(problems({ policies: [{ name: 'all' }, spent] })).toContain(
      'Spent never applies',
    );
    expect(
      problems({ policies: [{ ...spent, require: [{ ownersOf: 'moon' }] }] }),
    ).toContain('ownersOf');
  });
});

/** Hours with their events, oldest first, the last ending at `now`. */
const counted = fc
  .array(fc.record({ bad: fc.nat(20), more: fc.nat(80) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map(list =>
    list.map(({ bad, more }, i) => ({
      start: i * HOUR,
      end: (i + 1) * HOUR,
      bad,
      total: bad + more,
    })),
  );
const day = {
  kind: 'rolling',
  duration: { count: 1, unit: 'days' },
} as const;

describe('a budget of the past', () => {
  it('is that of the events in its window, at each hour', () => {
    fc.assert(
      fc.property(counted, steps => {
        const instants = steps.map(({ end }) => end);
        const judged = pastBudgets({ ...objective, window: day }, steps, {
          since: 0,
          instants,
        });
        for (const { at, budget } of judged) {
          const inside = steps.filter(
            ({ end }) => end > at - 24 * HOUR && end <= at,
          );
          const standing = standingOf(
            {
              bad: inside.reduce((sum, { bad }) => sum + bad, 0),
              total: inside.reduce((sum, { total }) => sum + total, 0),
            },
            objective.target,
          );
          const measured = Math.min(1, at / (24 * HOUR));
          const left =
            typeof standing === 'string'
              ? undefined
              : 1 - standing.burnRate * measured;
          expect(budget.measured).toBeCloseTo(measured);
          expect(budget.left === undefined).toBe(left === undefined);
          expect(budget.left ?? 0).toBeCloseTo(left ?? 0);
          expect(typeof standing === 'string' ? standing : budget.state).toBe(
            budget.state,
          );
        }
      }),
    );
  });

  it('is whole again when what failed has left the window, and no hour earlier', () => {
    fc.assert(
      fc.property(counted, stretches => {
        const now = stretches.at(-1)!.end;
        const inside = stretches.filter(({ end }) => end > now - 24 * HOUR);
        const total = inside.reduce((sum, each) => sum + each.total, 0);
        const left = (at: number) =>
          1 -
          inside
            .filter(({ end }) => end + 24 * HOUR > at)
            .reduce((sum, { bad }) => sum + bad, 0) /
            total /
            0.01;
        const end = endOfDemand(
          {
            target: 0.99,
            window: day,
            recent: HOUR,
            stretches,
            measured: 1,
            now,
          },
          budget => budget.left! <= 0,
        );
        const at = end === undefined ? now : Date.parse(end);
        const before = inside
          .map(each => each.end + 24 * HOUR)
          .filter(each => each < at);
        expect(end === undefined).toBe(total === 0);
        expect(total === 0 || left(at) > -1e-9).toBe(true);
        expect(before.every(each => left(each) < 1e-9)).toBe(true);
      }),
    );
  });

  it('can be judged by a draft beside the policies in force', () => {
    const points = [0.5, 0.1, -0.1, -0.2, 0.3].map((left, i) => ({
      at: (i + 1) * HOUR,
      budget: { state: 'ok' as const, left, measured: 1 },
    }));
    const replayed = replayErrorBudget(
      rules(spent),
      rules(spent, {
        name: 'Little',
        when: { leftAtMost: 0.25 },
        require: [{ group: 'group:default/sre' }],
      }),
      { subject: subject(), step: HOUR, points },
    );
    expect(replayed).toEqual({
      before: { nothing: 3 * HOUR, approval: 0, reliability: 2 * HOUR },
      after: { nothing: 2 * HOUR, approval: HOUR, reliability: 2 * HOUR },
      spans: [
        {
          from: HOUR,
          to: 2 * HOUR,
          before: { level: 'nothing' },
          after: { level: 'approval', policy: 'Little' },
        },
        {
          from: 2 * HOUR,
          to: 4 * HOUR,
          before: { level: 'reliability', policy: 'Spent' },
          after: { level: 'reliability', policy: 'Spent' },
        },
      ],
    });
  });
});

describe('what policies say of a change of the past', () => {
  const usual = subject().change;
  const change = fc.record({
    ...Object.fromEntries(
      Object.entries(usual).map(([key, value]) => [key, fc.constant(value)]),
    ),
    type: fc.constantFrom('normal', 'standard', 'emergency'),
    reliabilityFix: fc.boolean(),
  }) as fc.Arbitrary<typeof usual>;

  it('is what the judge demands, and refuses neither an emergency nor a reliability fix', () => {
    fc.assert(
      fc.property(
        policies,
        fc.array(figures, { maxLength: 3 }),
        change,
        (drafted, budgets, asked) => {
          const subjects = budgets.map(budget => subject({ budget }));
          const decided = decideChange(drafted, subjects, asked);
          const { allow, require } = judgeErrorBudgets(
            drafted,
            subjects.map(each => ({ ...each, change: asked })),
          );
          const isUrgent = asked.type === 'emergency' || asked.reliabilityFix;
          expect(decided.outcome === 'refused').toBe(
            allow === 'reliability' && !isUrgent,
          );
          expect(decided.require).toEqual(require);
          expect(plainText(decided.reason) === '').toBe(
            allow === 'any' && require.length === 0,
          );
          expect(isSameDecision(decided, decided)).toBe(true);
        },
      ),
    );
  });

  it('is the same whatever the reason and the order, and another where more is asked', () => {
    const ask = (...groups: string[]) => ({
      outcome: 'approvals' as const,
      require: groups.map(group => ({ group, count: 1 })),
      reason: say`Because of ${groups.join(', ')}`,
    });
    expect(isSameDecision(ask('a', 'b'), ask('b', 'a'))).toBe(true);
    expect(isSameDecision(ask('a'), ask('a', 'b'))).toBe(false);
    expect(isSameDecision(ask('a'), { ...ask('a'), outcome: 'refused' })).toBe(
      false,
    );
  });
});
