import {
  Derivation,
  Derived,
  ProvenBeside,
  RecordedAnswer,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { Counts, standingOf } from '../arithmetic/budget';
import { budgetLeftOf } from '../engine/objectiveState';
import {
  CountedFigures,
  CountedTime,
  ErrorBudgetBasis,
  errorBudgetBasisSchema,
} from '../errorBudget/basis';
import { DemandedApproval, judgeErrorBudgets } from '../errorBudget/judge';
import {
  budgetDemands,
  errorBudgetRulesDigest,
  errorBudgetRulesSchema,
} from '../errorBudget/policy';
import { HOUR_MS } from './counted';
import { fits, HoursOnRecord } from './HoursOnRecord';
import { OBJECTIVE_SUBJECT } from './objectiveStory';

const approval = z.union([
  z.object({ group: z.string(), count: z.number() }),
  z.object({ ownersOf: z.literal('items'), count: z.number() }),
]);

const answerSchema = z.object({
  allows: z.enum(budgetDemands),
  require: z.array(approval),
  unavailable: z.literal(true).optional(),
  basis: z.unknown().optional(),
});
type Answer = z.infer<typeof answerSchema>;

const aboutSchema = z.object({
  type: z.string(),
  category: z.string(),
  environment: z.string(),
  reliabilityFix: z.boolean(),
  items: z.array(z.string()),
});
type About = z.infer<typeof aboutSchema>;

type Subject = ErrorBudgetBasis['subjects'][number];

/** Whoever asks looks at the clock before it asks, and clocks differ. */
const CLOCKS_MS = 60_000;
/** Replicas do not start at once: for so long one may still answer by the policies of before. */
const ROLLOUT_MS = 15 * 60_000;

/** What had to be taken as it is recorded. */
export const reliances = {
  unavailable:
    'That error budgets could not be asked about when it is said that they could not.',
  basis: 'That an error budget was as a demand says that does not say why.',
  policies:
    'That the error budget policies a demand names were in force: the log of service levels is not beside it, or does not have them.',
  counts:
    'That the counts an error budget was worked out of are those that were counted: the hours of the objective are not beside it.',
  figures:
    'That an error budget was as a demand has it: it does not say by which counts.',
} as const;

/** What follows against an answer; it holds where nothing does. */
class Findings {
  readonly against: string[] = [];
  readonly relies = new Set<string>();
  readonly shown: string[] = [];

  check(isSo: boolean, against: string): void {
    if (!isSo) this.against.push(against);
  }

  text(): string {
    const said = this.against.length ? this.against : this.shown;
    return said.length ? `${said.join('; ')}.` : 'taken as it is recorded.';
  }
}

/**
 * Works out again what error budgets demanded: by the recorded policies over the recorded figures, those by the recorded counts,
 * and these by the hours that the log of service levels has of the objective, where that is beside it.
 */
function derive(
  { at, answer, about }: RecordedAnswer,
  beside: readonly ProvenBeside[],
): Derived {
  const answered = answerSchema.safeParse(answer);
  const asked = aboutSchema.safeParse(about);
  if (!answered.success || !asked.success) {
    return { holds: false, text: 'it is no demand of one.', relies: [] };
  }
  const entries = beside.map(({ entry }) => entry);
  const findings = new Findings();
  if (answered.data.unavailable) {
    deriveFallback(answered.data, { at, entries, findings });
  } else if (answered.data.basis === undefined) {
    findings.relies.add(reliances.basis);
  } else {
    const basis = errorBudgetBasisSchema.safeParse(answered.data.basis);
    if (basis.success) {
      deriveAnswer(answered.data, asked.data, basis.data, findings);
      checkPolicies(basis.data, { at, entries, findings });
      for (const subject of basis.data.subjects) {
        checkFigures(subject, { at, entries, findings });
      }
    } else {
      findings.check(false, 'what it was derived from cannot be read');
    }
  }
  return {
    holds: findings.against.length === 0,
    text: findings.text(),
    relies: [...findings.relies],
  };
}

interface Around {
  at: string;
  entries: readonly LedgerEntry[];
  findings: Findings;
}

/** The demand is what the policies make of the figures, for this very change. */
function deriveAnswer(
  answer: Answer,
  { items, ...change }: About,
  { policies, subjects }: ErrorBudgetBasis,
  findings: Findings,
): void {
  const verdict = judgeErrorBudgets(
    policies,
    subjects.map(({ counted: _, ...subject }) => ({
      ...subject,
      title: subject.objective.id,
      slo: '',
    })),
  );
  findings.check(
    verdict.allow === answer.allows &&
      demandKey(verdict.require) === demandKey(answer.require),
    'it is not what its policies demand by its figures',
  );
  for (const subject of subjects) {
    const { id } = subject.objective;
    const { type, category, environment, reliabilityFix } = subject.change;
    findings.check(
      type === change.type &&
        category === change.category &&
        environment === change.environment &&
        reliabilityFix === change.reliabilityFix,
      `${id} was judged for another change`,
    );
    findings.check(
      items.includes(subject.component.entityRef) ===
        (subject.relation === 'own'),
      `${id} is of ${subject.component.entityRef}, which is ${
        subject.relation === 'own' ? 'not ' : ''
      }among the items`,
    );
  }
  findings.shown.push('derived again by its policies from its figures');
}

/** The policies are those of the digest, and were in force. */
function checkPolicies(
  { policyDigest, policies, whenUnavailable }: ErrorBudgetBasis,
  { at, entries, findings }: Around,
): void {
  if (policyDigest === undefined || !whenUnavailable) {
    findings.relies.add(reliances.policies);
    return;
  }
  findings.check(
    errorBudgetRulesDigest({ policies, whenUnavailable }) === policyDigest,
    'its policies are not those of its digest',
  );
  const activated = activationsIn(entries);
  const own = activated.filter(each => each.digest === policyDigest);
  if (own.length === 0) {
    findings.relies.add(reliances.policies);
    return;
  }
  const began = own
    .filter(each => each.at <= Date.parse(at) + CLOCKS_MS)
    .at(-1);
  const replaced =
    began &&
    activated.find(
      each =>
        each.at > began.at &&
        each.at + ROLLOUT_MS <= Date.parse(at) &&
        each.digest !== policyDigest,
    );
  findings.check(
    began !== undefined && !replaced,
    'its policies were not in force then',
  );
  findings.shown.push('these were in force');
}

/** What holds when nobody can say how budgets stand is what the policies of the time say. */
function deriveFallback(
  answer: Answer,
  { at, entries, findings }: Around,
): void {
  findings.relies.add(reliances.unavailable);
  const inForce = activationsIn(entries).filter(
    each => each.at <= Date.parse(at) + CLOCKS_MS,
  );
  const current = inForce.at(-1);
  if (!current?.rules) {
    findings.relies.add(reliances.policies);
    return;
  }
  // One that was replaced a moment ago may still have been asked.
  const possible = inForce.filter(
    (each, i) =>
      each === current || inForce[i + 1].at + ROLLOUT_MS > Date.parse(at),
  );
  findings.check(
    possible.some(
      ({ rules }) =>
        rules?.whenUnavailable.allow === answer.allows &&
        demandKey(rules.whenUnavailable.require) === demandKey(answer.require),
    ),
    'it is not what the policies say for when nobody can be asked',
  );
  findings.shown.push(
    'nobody could be asked, and it is what the policies say for that case',
  );
}

/** The figures are those of the counts, and the counts may be those of the hours on record. */
function checkFigures(
  { objective: { id, target }, budget, counted }: Subject,
  { at, entries, findings }: Around,
): void {
  if (!counted) {
    if (budget.left !== undefined || budget.burnRate !== undefined) {
      findings.relies.add(reliances.figures);
    }
    return;
  }
  const { recent } = counted;
  const own = standingOf(counted, target);
  const lately = recent && standingOf(recent, target);
  findings.check(
    isSame(
      budget.left,
      typeof own === 'string' ? undefined : budgetLeftOf(own, budget.measured),
    ) &&
      isSame(
        budget.burnRate,
        typeof lately === 'object' ? lately.burnRate : undefined,
      ),
    `the figures of ${id} are not those of its counts`,
  );
  findings.check(
    isPast(counted, at) && (!recent || isPast(recent, at)),
    `${id} was counted after it was asked about`,
  );
  const subject = `${OBJECTIVE_SUBJECT}${id}`;
  const targets = targetsIn(entries, subject, Date.parse(counted.to));
  findings.check(
    targets.length === 0 || targets.includes(target),
    `the target of ${id} was not ${target}`,
  );
  const hours = HoursOnRecord.in(entries, subject);
  if (hours.isEmpty) {
    findings.relies.add(reliances.counts);
    return;
  }
  findings.check(
    [counted, ...(recent ? [recent] : [])].every(each =>
      areTheirs(each, hours),
    ),
    `the counts of ${id} are not those of its hours on record`,
  );
  findings.shown.push(`the counts of ${id} fit its hours on record`);
}

function areTheirs(
  { from, to, ...counts }: CountedTime | CountedFigures,
  hours: HoursOnRecord,
): boolean {
  const { bad, total }: Counts = counts;
  return fits({ bad, total }, hours.bounds(Date.parse(from), Date.parse(to)));
}

function isPast({ from, to }: CountedTime, at: string): boolean {
  const end = Date.parse(to);
  return Date.parse(from) < end && end <= Date.parse(at) + CLOCKS_MS;
}

function isSame(a: number | undefined, b: number | undefined): boolean {
  return a === b;
}

/** Targets that an objective had within the hour before; none where the entries do not tell. */
function targetsIn(
  entries: readonly LedgerEntry[],
  subject: string,
  at: number,
): number[] {
  const told = entries.flatMap(({ subject: of, type, occurredAt, data }) => {
    if (of !== subject) return [];
    if (type !== 'objective.defined' && type !== 'objective.changed') return [];
    const { target } = data as { target?: unknown };
    return typeof target === 'number'
      ? [{ target, at: Date.parse(occurredAt) }]
      : [];
  });
  const before = told.filter(each => each.at <= at - HOUR_MS).at(-1);
  const since = told.filter(
    each => each.at > at - HOUR_MS && each.at <= at + HOUR_MS,
  );
  // Where only later ones are told, nothing is known of this moment.
  if (!before && since.length === 0) return [];
  return [...(before ? [before] : []), ...since].map(({ target }) => target);
}

function activationsIn(entries: readonly LedgerEntry[]) {
  return entries.flatMap(({ type, data, occurredAt }) => {
    if (type !== 'error_budget_policy.activated') return [];
    const { digest, rules } = data as { digest?: unknown; rules?: unknown };
    const parsed = errorBudgetRulesSchema.safeParse(rules);
    return [
      {
        digest,
        at: Date.parse(occurredAt),
        rules: parsed.success ? parsed.data : undefined,
      },
    ];
  });
}

function demandKey(lines: readonly DemandedApproval[]): string {
  return lines
    .map(line =>
      'group' in line
        ? `${line.group} ${line.count}`
        : `owners of ${line.ownersOf} ${line.count}`,
    )
    .sort()
    .join('\n');
}

/** What error budgets demand of changes, worked out again by whoever verifies a change. */
export const errorBudgetDerivation: Derivation = {
  source: 'error-budget',
  derive,
};
