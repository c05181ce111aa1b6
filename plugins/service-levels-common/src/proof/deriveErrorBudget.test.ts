import { LedgerEntry } from '@countersign/plugin-ledger-common';
import {
  ProvenBeside,
  RecordedAnswer,
} from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { standingOf } from '../arithmetic';
import { budgetLeftOf } from '../engine/objectiveState';
import {
  ErrorBudgetBasis,
  errorBudgetRulesDigest,
  ErrorBudgetRules,
  errorBudgetRulesSchema,
  judgeErrorBudgets,
} from '../errorBudget';
import { HOUR_MS } from './counted';
import { errorBudgetDerivation, reliances } from './deriveErrorBudget';

const START = Date.UTC(2026, 10, 2);
const iso = (ms: number) => new Date(ms).toISOString();
const checkout = 'component:default/checkout';

const rules: ErrorBudgetRules = errorBudgetRulesSchema.parse({
  policies: [
    { name: 'Spent', when: { leftAtMost: 0 }, allow: 'reliability' },
    {
      name: 'Little',
      when: { leftAtMost: 0.25 },
      require: [{ ownersOf: 'objective', count: 2 }],
    },
    {
      name: 'Burning',
      when: { burnRateAbove: 10 },
      require: [{ group: 'group:default/sre' }],
    },
  ],
  whenUnavailable: { allow: 'reliability' },
});
const change = {
  ...{ type: 'normal', category: 'software', environment: 'production' },
  reliabilityFix: false,
};

interface Hour {
  bad: number;
  total: number;
}

const hours = fc.array(
  fc
    .tuple(fc.nat(30), fc.nat(2_000))
    .map(([bad, good]): Hour => ({ bad, total: bad + good + 1 })),
  { minLength: 30, maxLength: 60 },
);

/** What was demanded at the end of the last hour but two by these hours, and the logs of the time. */
function recorded(all: readonly Hour[]): {
  answer: RecordedAnswer;
  basis: ErrorBudgetBasis;
  demand: { allows: string; require: object[]; unavailable?: true };
  beside: ProvenBeside[];
} {
  const upTo = all.length - 2;
  const to = START + upTo * HOUR_MS;
  const sum = (from: number) =>
    all.slice(from, upTo).reduce(
      (known, { bad, total }) => ({
        bad: known.bad + bad,
        total: known.total + total,
      }),
      { bad: 0, total: 0 },
    );
  const counted = {
    ...sum(0),
    from: iso(START),
    to: iso(to),
    recent: { ...sum(upTo - 1), from: iso(to - HOUR_MS), to: iso(to) },
  };
  const standing = standingOf(counted, 0.99);
  const recent = standingOf(counted.recent, 0.99);
  if (typeof standing === 'string' || typeof recent === 'string') {
    throw new Error('Each hour has events');
  }
  const measured = 0.5;
  const left = budgetLeftOf(standing, measured);
  const subject = {
    budget: {
      state: left <= 0 ? ('exhausted' as const) : ('ok' as const),
      ...{ left, measured, burnRate: recent.burnRate },
    },
    objective: { id: 'pay', target: 0.99, windowDays: 5 },
    component: { entityRef: checkout, owner: 'group:default/checkout' },
    ...{ relation: 'own' as const, change },
  };
  const basis: ErrorBudgetBasis = JSON.parse(
    JSON.stringify({
      policyDigest: errorBudgetRulesDigest(rules),
      policies: rules.policies,
      whenUnavailable: rules.whenUnavailable,
      subjects: [{ ...subject, counted }],
    }),
  );
  const verdict = judgeErrorBudgets(rules.policies, [
    { ...subject, title: 'pay', slo: '' },
  ]);
  const demand = { allows: verdict.allow, require: verdict.require };
  const entry = (
    index: number,
    subjectOf: string,
    type: string,
    at: number,
    data: object,
  ): ProvenBeside => ({
    origin: 'slo',
    index,
    entry: {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      ...{ subject: subjectOf, type, actor: 'plugin:service-levels' },
      occurredAt: iso(at),
      data: JSON.parse(JSON.stringify(data)),
    },
  });
  const activation = (index: number, of: ErrorBudgetRules, at: number) =>
    entry(
      index,
      errorBudgetRulesDigest(of),
      'error_budget_policy.activated',
      at,
      { digest: errorBudgetRulesDigest(of), previousDigest: null, rules: of },
    );
  const pay = 'slo:default/pay';
  return {
    answer: {
      at: iso(to + 10_000),
      answer: { ...demand, text: 'x', basis },
      about: { ...change, items: [checkout] },
    },
    ...{ basis, demand },
    beside: [
      activation(0, rules, START),
      entry(1, pay, 'objective.defined', START, {
        ...{ digest: 'x', target: 0.99, window: '5d', file: 'slo.yaml' },
      }),
      ...all.map(({ bad, total }, i) =>
        entry(2 + i, pay, 'objective.counted', START + (i + 2) * HOUR_MS, {
          ...{ definition: 'x', target: 0.99, method: 'occurrences' },
          window: { kind: 'rolling', duration: { count: 5, unit: 'days' } },
          ...{ measurement: '1', since: iso(START) },
          from: iso(START + i * HOUR_MS),
          to: iso(START + (i + 1) * HOUR_MS),
          hours: [[bad, total, 60]],
          ...{ late: [], pairs: [], alerts: [] },
        }),
      ),
    ],
  };
}

const derive = (
  { answer, basis, demand }: ReturnType<typeof recorded>,
  beside: readonly ProvenBeside[],
) =>
  errorBudgetDerivation.derive(
    { ...answer, answer: { ...demand, text: 'x', basis } },
    beside,
  );
const some = (): ReturnType<typeof recorded> =>
  recorded(Array(40).fill({ bad: 60, total: 2_000 }));

describe('what an error budget demanded', () => {
  it('follows from its policies, its figures, their counts and the hours on record, whatever was counted', () => {
    fc.assert(
      fc.property(hours, all => {
        const given = recorded(all);
        const whole = derive(given, given.beside);
        expect([whole.holds, whole.text, whole.relies]).toEqual([
          true,
          expect.stringContaining('fit its hours on record'),
          [],
        ]);
        const byItself = derive(given, []);
        expect(byItself.holds).toBe(true);
        expect(byItself.relies).toEqual([reliances.policies, reliances.counts]);
      }),
    );
  });

  it('does not follow where anything of it is another', () => {
    type Given = ReturnType<typeof recorded>;
    type Forge = (given: Given) => void;
    const subjectOf = ({ basis }: Given) => basis.subjects[0];
    const alone: Record<string, Forge> = {
      'less demanded': g => void (g.demand.allows = 'any'),
      'other approvals': g =>
        void (g.demand.require = [{ group: 'group:default/x', count: 1 }]),
      'a better figure': g => void (subjectOf(g).budget.left! += 1e-9),
      'a burn rate of nobody': g => void (subjectOf(g).budget.burnRate = 1),
      'fewer failures': g => void (subjectOf(g).counted!.bad -= 1),
      'a softer policy': g => void (g.basis.policies[0].allow = 'any'),
      'a policy left out': g => void g.basis.policies.pop(),
      'another change': g => void (subjectOf(g).change.environment = 'staging'),
      'a claimed fix': g => void (subjectOf(g).change.reliabilityFix = true),
      'another component': g =>
        void (subjectOf(g).component.entityRef = 'component:default/x'),
      'counted afterwards': g =>
        void (subjectOf(g).counted!.to = iso(START + 50 * HOUR_MS)),
      'no basis that can be read': g =>
        void (g.basis = { policies: 7 } as unknown as ErrorBudgetBasis),
    };
    for (const [name, forge] of Object.entries(alone)) {
      const given = structuredClone(some());
      forge(given);
      expect([name, derive(given, []).holds]).toEqual([name, false]);
    }
    // All of it forged to agree with itself: only the log of service levels shows that.
    const consistently: Record<string, Forge> = {
      'fewer failures': g => {
        const { counted, budget, objective } = subjectOf(g);
        counted!.bad -= 1_500;
        const standing = standingOf(counted!, objective.target);
        if (typeof standing === 'object') {
          budget.left = budgetLeftOf(standing, budget.measured);
        }
      },
      'a lower target': g => {
        const { counted, budget, objective } = subjectOf(g);
        objective.target = 0.9;
        const standing = standingOf(counted!, 0.9);
        const recent = standingOf(counted!.recent!, 0.9);
        if (typeof standing === 'object' && typeof recent === 'object') {
          budget.left = budgetLeftOf(standing, budget.measured);
          budget.burnRate = recent.burnRate;
        }
      },
      'other policies': g => {
        g.basis.policies = g.basis.policies.slice(1);
        g.basis.policyDigest = errorBudgetRulesDigest({
          policies: g.basis.policies,
          whenUnavailable: rules.whenUnavailable,
        });
      },
    };
    for (const [name, forge] of Object.entries(consistently)) {
      const given = structuredClone(some());
      forge(given);
      const { allow, require } = judgeErrorBudgets(
        given.basis.policies,
        given.basis.subjects.map(each => ({ ...each, title: '', slo: '' })),
      );
      given.demand = { allows: allow, require };
      const byItself = derive(given, []);
      expect([name, byItself.holds]).toEqual([name, true]);
      const beside = derive(given, given.beside);
      expect([name, beside.holds || beside.relies.length > 0]).toEqual([
        name,
        name === 'other policies',
      ]);
    }
  });

  it('was by the policies in force then, or those of a moment before', () => {
    const given = some();
    const at = Date.parse(given.answer.at);
    const stricter = { ...rules, policies: rules.policies.slice(0, 1) };
    const replaced = (minutesBefore: number): ProvenBeside[] => [
      ...given.beside,
      {
        ...given.beside[0],
        index: 1_000,
        entry: {
          ...given.beside[0].entry,
          id: 'another',
          occurredAt: iso(at - minutesBefore * 60_000),
          data: JSON.parse(
            JSON.stringify({
              digest: errorBudgetRulesDigest(stricter),
              previousDigest: errorBudgetRulesDigest(rules),
              rules: stricter,
            }),
          ),
        } as LedgerEntry,
      },
    ];
    expect(derive(given, replaced(60)).holds).toBe(false);
    // Replicas do not start at once.
    expect(derive(given, replaced(5)).holds).toBe(true);
    expect(derive(given, replaced(-60)).holds).toBe(true);
  });

  it('is what the policies say for when nobody can be asked', () => {
    const given = some();
    const unavailable = (allows: string, beside: ProvenBeside[]) =>
      errorBudgetDerivation.derive(
        {
          ...given.answer,
          answer: { allows, require: [], text: 'x', unavailable: true },
        },
        beside,
      );
    expect(unavailable('reliability', given.beside)).toMatchObject({
      holds: true,
      relies: [reliances.unavailable],
    });
    expect(unavailable('any', given.beside).holds).toBe(false);
    expect(unavailable('any', [])).toMatchObject({
      holds: true,
      relies: [reliances.unavailable, reliances.policies],
    });
  });

  it('is told without throwing of whatever is recorded', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (answer, about) => {
        const { holds } = errorBudgetDerivation.derive(
          { at: iso(START), answer, about },
          some().beside.slice(0, 3),
        );
        expect(holds).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});
