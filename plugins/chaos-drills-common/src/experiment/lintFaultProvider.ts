import { PlacedActivity } from './activities';
import type { Linted, LintOptions } from './lintExperiment';
import { ProblemList } from './ProblemList';
import { FaultProvider, LONGEST_LEASE_SECONDS } from './schemas';
import { readVariables, substitute } from './variables';

/** What is wrong with a fault. */
export interface FaultMistake {
  /** Which member of the fault: `['arguments', 'delay']`. */
  path: PropertyKey[];
  /** What would be right: `must be …`. */
  message: string;
}

/** What a provider of faults says about experiments, before any of them runs. */
export interface FaultRules {
  /** False where its targets are told only once for how long they hold a fault. */
  canRenew?: boolean;
  check?(
    fault: Pick<FaultProvider, 'target' | 'fault' | 'arguments'>,
  ): readonly FaultMistake[];
}

/** An experiment names a provider of faults that is there, and asks of it what it can do. */
export function lintFaultProvider(
  { activity, path }: PlacedActivity,
  { document }: Linted,
  { faults, variables: sources = { environment: {} } }: LintOptions,
  problems: ProblemList,
): void {
  const { provider } = activity;
  if (provider.type !== 'fault' || !faults) return;
  const at = [...path, 'provider'];
  const rules = faults.get(provider.with);
  if (!rules) {
    const known = [...faults.keys()].join(', ') || 'none';
    problems.error(
      [...at, 'with'],
      'fault-provider',
      `names ${provider.with}, and the providers of faults here are ${known}: install and configure its module, or name another`,
    );
    return;
  }
  const { variables } = readVariables(document, sources);
  const filled = substitute(provider, variables);
  if (rules.canRenew === false) lintWhole(filled, at, problems);
  const { target, fault, arguments: given } = filled;
  // With a variable that has no value here nobody can say.
  if (/\$\{/.test(JSON.stringify([target, fault, given]))) return;
  for (const { path: inside, message } of rules.check?.(filled) ?? []) {
    problems.error([...at, ...inside], 'fault-arguments', message);
  }
}

/** Nothing renews it, so it outlives us by all of its time. */
function lintWhole(
  { with: name, seconds, lease }: FaultProvider,
  at: PropertyKey[],
  problems: ProblemList,
): void {
  if (Number(seconds) > LONGEST_LEASE_SECONDS) {
    problems.error(
      [...at, 'seconds'],
      'lease',
      `must be at most ${LONGEST_LEASE_SECONDS}: nothing renews a fault of ${name}, so it outlives us by as much`,
    );
  }
  if (lease !== undefined && lease !== seconds) {
    problems.warn(
      [...at, 'lease'],
      'lease',
      `is not looked at: nothing renews a fault of ${name}, and it is held for all of its time`,
    );
  }
}
