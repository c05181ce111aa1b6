import {
  BudgetFigures,
  BudgetSubject,
  demandsSomething,
  policyFor,
} from './judge';
import { ErrorBudgetPolicy } from './policy';

/** How much a policy demands, the least first. */
export const demandLevels = ['nothing', 'approval', 'reliability'] as const;
export type DemandLevel = (typeof demandLevels)[number];

/** What applied to an objective at a moment. */
export interface AppliedPolicy {
  level: DemandLevel;
  policy?: string;
}

/** A time over which the same applied, by both sets of policies. Milliseconds since 1970. */
export interface ReplaySpan {
  from: number;
  to: number;
  before: AppliedPolicy;
  after: AppliedPolicy;
}

/** What two sets of policies would have demanded because of one objective. */
export interface ReplayedObjective {
  /** Times in which either demanded something, oldest first. */
  spans: ReplaySpan[];
  /** Milliseconds of each level. */
  before: Record<DemandLevel, number>;
  after: Record<DemandLevel, number>;
}

/** An objective over a past time: how its budget stood at the end of each step. */
export interface PastObjective {
  subject: Omit<BudgetSubject, 'budget'>;
  /** Milliseconds. */
  step: number;
  points: Iterable<{ at: number; budget: BudgetFigures }>;
}

/**
 * What a draft would have demanded over the past, beside what the policies in force demand: both over the same budgets, step
 * by step.
 */
export function replayErrorBudget(
  current: readonly ErrorBudgetPolicy[],
  draft: readonly ErrorBudgetPolicy[],
  { subject, step, points }: PastObjective,
): ReplayedObjective {
  const none = () => ({ nothing: 0, approval: 0, reliability: 0 });
  const result: ReplayedObjective = {
    spans: [],
    before: none(),
    after: none(),
  };
  for (const { at, budget } of points) {
    const before = appliedTo(current, { ...subject, budget });
    const after = appliedTo(draft, { ...subject, budget });
    result.before[before.level] += step;
    result.after[after.level] += step;
    if (before.level === 'nothing' && after.level === 'nothing') continue;
    const last = result.spans.at(-1);
    if (
      last?.to === at - step &&
      isSame(last.before, before) &&
      isSame(last.after, after)
    ) {
      last.to = at;
    } else {
      result.spans.push({ from: at - step, to: at, before, after });
    }
  }
  return result;
}

function appliedTo(
  policies: readonly ErrorBudgetPolicy[],
  subject: BudgetSubject,
): AppliedPolicy {
  const policy = policyFor(policies, subject);
  if (!policy || !demandsSomething(policy)) return { level: 'nothing' };
  return {
    level: policy.allow === 'reliability' ? 'reliability' : 'approval',
    policy: policy.name,
  };
}

function isSame(a: AppliedPolicy, b: AppliedPolicy): boolean {
  return a.level === b.level && a.policy === b.policy;
}
