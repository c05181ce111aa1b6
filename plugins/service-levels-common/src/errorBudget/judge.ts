import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import {
  ItemView,
  joined,
  Phrase,
  say,
  Sentence,
  sentenceOf,
  time,
} from '@countersign/plugin-governance-common';
import type { ObjectiveState } from '../engine/objectiveState';
import type { CountedFigures } from './basis';
import { BudgetDemand, ErrorBudgetPolicy } from './policy';
import { BudgetRelation } from './vocabulary';

/** How one budget stands at a moment. What nobody knows is absent. */
export interface BudgetFigures {
  state: ObjectiveState;
  /** Share of the budget of the whole window: 1 is all of it, below 0 it is overspent. What is not measured counts as good. */
  left?: number;
  /** How many times faster than it lasts it is spent, over the long window of the fastest pair. */
  burnRate?: number;
  /** Share of the window that is measured. */
  measured: number;
}

/** What of a change a policy may depend on. */
export interface BudgetChange {
  type: string;
  category: string;
  environment: string;
  reliabilityFix: boolean;
}

/** What a policy's predicate sees. */
export interface BudgetSubject {
  budget: BudgetFigures;
  objective: { id: string; target: number; windowDays: number };
  /** What makes the promise; only its reference where the catalog has it no more. */
  component: Partial<ItemView> & { entityRef: string };
  relation: BudgetRelation;
  change: BudgetChange;
}

/** A subject with what its words need. */
export interface JudgedSubject extends BudgetSubject {
  title: string;
  /** Entity reference of the SLO. */
  slo: string;
  /** What its budget was worked out of, for whoever works it out again. */
  counted?: CountedFigures;
  /**
   * When a demand of the policy ends, should nothing else fail: asked only where one applies. Undefined where nobody knows.
   */
  endsAt?: (
    stillApplies: (budget: BudgetFigures) => boolean,
  ) => string | undefined;
}

/** Somebody who has to approve beside those that the approval policies ask. */
export type DemandedApproval =
  | { group: string; count: number }
  | { ownersOf: 'items'; count: number };

/** What a policy demands because of one objective. */
export interface BudgetFinding {
  objective: string;
  component: string;
  relation: BudgetRelation;
  policy: string;
  allow: BudgetDemand;
  require: DemandedApproval[];
  budget: BudgetFigures;
  until?: string;
  sentence: Sentence;
}

/** What error budgets demand of one change: the strictest of all that applies. */
export interface BudgetVerdict {
  allow: BudgetDemand;
  require: DemandedApproval[];
  /** When it ends by itself; absent where nobody knows. */
  until?: string;
  /** One for each objective that demands something. */
  findings: BudgetFinding[];
}

/** The policy that applies to an objective: the first in order that is about it as it stands. */
export function policyFor(
  policies: readonly ErrorBudgetPolicy[],
  subject: BudgetSubject,
): ErrorBudgetPolicy | undefined {
  const { budget, objective, component, relation, change } = subject;
  const seen = { budget, objective, component, relation, change };
  return policies.find(
    ({ match, when }) =>
      standsAs(budget, when) &&
      (match === undefined || evaluateFilterPredicate(match, seen)),
  );
}

function standsAs(
  { left, burnRate }: BudgetFigures,
  when: ErrorBudgetPolicy['when'],
): boolean {
  const { leftAtMost, burnRateAbove } = when ?? {};
  return (
    (leftAtMost === undefined || (left !== undefined && left <= leftAtMost)) &&
    (burnRateAbove === undefined ||
      (burnRate !== undefined && burnRate > burnRateAbove))
  );
}

/** Whether a policy demands anything at all. */
export function demandsSomething({
  allow,
  require,
}: Pick<ErrorBudgetPolicy, 'allow' | 'require'>): boolean {
  return allow !== 'any' || require.length > 0;
}

/**
 * What the policies demand of a change by the budgets it may spend: its own items' and those of what they support. Each
 * objective is judged by itself; what they demand together is the strictest of it.
 */
export function judgeErrorBudgets(
  policies: readonly ErrorBudgetPolicy[],
  subjects: readonly JudgedSubject[],
): BudgetVerdict {
  const findings = subjects.flatMap(subject => {
    const policy = policyFor(policies, subject);
    return policy && demandsSomething(policy)
      ? [findingOf(policies, policy, subject)]
      : [];
  });
  const strict = findings.filter(({ allow }) => allow === 'reliability');
  const deciding = strict.length ? strict : findings;
  const ends = deciding.map(({ until }) => until);
  const last = ends.every(end => end !== undefined)
    ? [...ends].sort().at(-1)
    : undefined;
  return {
    allow: strict.length ? 'reliability' : 'any',
    require: mostOf(findings.flatMap(({ require }) => require)),
    ...(last && { until: last }),
    findings,
  };
}

/** What was found, in sentences. */
export function verdictWords({
  findings,
}: {
  findings: readonly Pick<BudgetFinding, 'sentence'>[];
}): Sentence {
  return joined(
    findings.map(({ sentence }) => sentence),
    ' ',
  );
}

function findingOf(
  policies: readonly ErrorBudgetPolicy[],
  policy: ErrorBudgetPolicy,
  subject: JudgedSubject,
): BudgetFinding {
  const { budget, objective, component, relation } = subject;
  const until = subject.endsAt?.(later => {
    const then = policyFor(policies, { ...subject, budget: later });
    return then !== undefined && isAsStrict(then, policy);
  });
  return {
    objective: objective.id,
    component: component.entityRef,
    relation,
    policy: policy.name,
    allow: policy.allow,
    require: policy.require.map(line => asked(line, subject)),
    budget,
    ...(until && { until }),
    sentence: wordsOf(policy, subject, until),
  };
}

function isAsStrict(then: ErrorBudgetPolicy, now: ErrorBudgetPolicy): boolean {
  return now.allow === 'reliability'
    ? then.allow === 'reliability'
    : demandsSomething(then);
}

/** Nobody can approve in the name of an owner that there is not: the component stands for its missing owner. */
function asked(
  line: ErrorBudgetPolicy['require'][number],
  { component }: BudgetSubject,
): DemandedApproval {
  const { count } = line;
  if ('group' in line) return { group: line.group, count };
  return line.ownersOf === 'items'
    ? { ownersOf: 'items', count }
    : { group: component.owner ?? component.entityRef, count };
}

/** Whoever is asked because of several objectives is asked once, for the highest count. */
function mostOf(lines: readonly DemandedApproval[]): DemandedApproval[] {
  const most = new Map<string, DemandedApproval>();
  for (const line of lines) {
    const key = 'group' in line ? line.group : ' items';
    const known = most.get(key);
    if (!known || known.count < line.count) most.set(key, line);
  }
  return [...most.values()];
}

function wordsOf(
  { name, allow, require }: ErrorBudgetPolicy,
  { budget, slo, title }: JudgedSubject,
  until: string | undefined,
): Sentence {
  const objective = { kind: 'entity' as const, text: title, ref: slo };
  const ending = until ? say` until ${time(until)}` : '';
  const more = require.reduce((sum, { count }) => sum + count, 0);
  const approvals = more === 1 ? 'one more approval' : `${more} more approvals`;
  const demanded: Phrase =
    allow === 'reliability'
      ? say`allows reliability fixes and emergencies only${
          more ? `, with ${approvals},` : ''
        }${ending}`
      : say`asks for ${approvals}${ending}`;
  return say`${standingWords(
    budget,
    objective,
  )}; the policy "${name}" ${demanded}.`;
}

function standingWords(
  { state, left, burnRate }: BudgetFigures,
  objective: Sentence[number],
): Sentence {
  const burning =
    burnRate !== undefined && burnRate > 1
      ? ` and burns ${rateWords(burnRate)} times as fast as it lasts`
      : '';
  if (left === undefined) {
    return sentenceOf([
      'Nobody knows what is left of the error budget of ',
      objective,
      state === 'inconsistent' ? ', whose counts contradict each other' : '',
    ]);
  }
  return left <= 0
    ? say`The error budget of ${objective} is spent${burning}`
    : say`${percent(
        left,
      )} of the error budget of ${objective} is left${burning}`;
}

function percent(share: number): string {
  const whole = share * 100;
  return `${whole < 10 ? Math.floor(whole * 10) / 10 : Math.floor(whole)} %`;
}

function rateWords(rate: number): string {
  return rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1);
}
