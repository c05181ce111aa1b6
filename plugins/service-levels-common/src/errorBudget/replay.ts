import type { Sentence } from '@countersign/plugin-governance-common';
import {
  BudgetChange,
  BudgetFigures,
  BudgetSubject,
  DemandedApproval,
  demandsSomething,
  JudgedSubject,
  judgeErrorBudgets,
  policyFor,
  verdictWords,
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

/** What error budgets mean for a change: it goes ahead, with more approvals, or not at all. */
export const changeOutcomes = ['free', 'approvals', 'refused'] as const;
export type ChangeOutcome = (typeof changeOutcomes)[number];

/** What one set of policies says of a change. */
export interface DecidedChange {
  outcome: ChangeOutcome;
  require: DemandedApproval[];
  /** Why, in the words of the gate; empty where nothing is demanded. */
  reason: Sentence;
}

/** What policies say of a change: an emergency or a reliability fix is never refused, and needs the approvals all the same. */
export function decideChange(
  policies: Parameters<typeof judgeErrorBudgets>[0],
  subjects: readonly Omit<JudgedSubject, 'change'>[],
  change: BudgetChange,
): DecidedChange {
  const verdict = judgeErrorBudgets(
    policies,
    subjects.map(subject => ({ ...subject, change })),
  );
  const { allow, require } = verdict;
  const isUrgent = change.type === 'emergency' || change.reliabilityFix;
  const otherwise = require.length > 0 ? 'approvals' : 'free';
  return {
    outcome: allow === 'reliability' && !isUrgent ? 'refused' : otherwise,
    require,
    reason: verdictWords(verdict),
  };
}

/** Whether two sets of policies come to the same for a change, for whatever reason. */
export function isSameDecision(a: DecidedChange, b: DecidedChange): boolean {
  if (a.outcome !== b.outcome) return false;
  const asked = ({ require }: DecidedChange) =>
    require.map(line => JSON.stringify(line)).sort();
  const [before, after] = [asked(a), asked(b)];
  return (
    before.length === after.length &&
    before.every((line, i) => line === after[i])
  );
}
