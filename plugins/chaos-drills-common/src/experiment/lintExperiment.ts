import { PlacedActivity } from './activities';
import { FaultRules, lintFaultProvider } from './lintFaultProvider';
import { lintHosts } from './lintHosts';
import { lintProcess } from './lintProcess';
import { ProblemList } from './ProblemList';
import {
  DrillExtension,
  ExperimentDocument,
  FaultProvider,
  LONGEST_LEASE_SECONDS,
} from './schemas';
import { holdsVariable, Tolerance, unmeetable } from '../tolerance';
import { readVariables, undeclared, VariableSources } from './variables';

/** How the linter knows where the experiment is to run. */
export interface LintOptions {
  /** Absolute paths of the programs that a process may be; none unless told. */
  processes?: readonly string[];
  /** Where given, each variable has to have a value by it. */
  variables?: VariableSources;
  /** Providers of faults by their names; where given, an experiment may name no other. */
  faults?: ReadonlyMap<string, FaultRules>;
}

/** What is linted. */
export interface Linted {
  document: ExperimentDocument;
  drill?: DrillExtension;
  drillPath: PropertyKey[];
  activities: readonly PlacedActivity[];
}

const LONGEST_TIMEOUT_SECONDS = 600;

/** Says what would go wrong, or otherwise than one may think, when the experiment runs. */
export function lintExperiment(
  linted: Linted,
  options: LintOptions,
  problems: ProblemList,
): void {
  for (const placed of linted.activities) {
    lintActivity(placed, options, problems);
    lintFaultProvider(placed, linted, options, problems);
  }
  lintVariables(linted, options, problems);
  lintHosts(linted, options, problems);
  lintLength(linted, problems);
  lintWhole(linted, problems);
}

function lintActivity(
  placed: PlacedActivity,
  options: LintOptions,
  problems: ProblemList,
): void {
  const { activity, path, tolerance } = placed;
  const { provider } = activity;
  if (provider.type === 'python') {
    problems.error(
      [...path, 'provider'],
      'python-provider',
      `wants to run ${provider.module}.${provider.func}, and Python is never executed here: say it as http, process or fault`,
    );
    return;
  }
  if (provider.type === 'process') {
    lintProcess(provider, [...path, 'provider'], options, problems);
  }
  if (provider.type === 'fault') lintFault(placed, provider, problems);
  const { timeout } = provider;
  const longest = Array.isArray(timeout)
    ? Math.max(...timeout.map(Number))
    : timeout;
  if (
    typeof longest === 'number' &&
    !(longest > 0 && longest <= LONGEST_TIMEOUT_SECONDS)
  ) {
    problems.error(
      [...path, 'provider', 'timeout'],
      'timeout',
      `must be seconds above 0, ${LONGEST_TIMEOUT_SECONDS} at most`,
    );
  }
  if (tolerance) lintTolerance(placed, tolerance, problems);
}

function lintTolerance(
  { activity, path }: PlacedActivity,
  tolerance: Tolerance,
  problems: ProblemList,
): void {
  const at = [...path, 'tolerance'];
  const { type } = activity.provider;
  const why = unmeetable(tolerance, type);
  if (why) {
    problems.error(at, 'unmeetable-tolerance', `can never be met: it ${why}`);
    return;
  }
  if (tolerance.kind === 'between' && (type === 'http' || type === 'process')) {
    const { least, most } = tolerance;
    problems.warn(
      at,
      'status-range',
      `is compared with the status, from ${least} to ${most} with both ends. Chaos Toolkit itself takes two numbers for ${least} or ${most} here`,
    );
  }
  if (tolerance.kind === 'probe') {
    const { provider } = tolerance.activity;
    if (provider.type === 'python' || provider.type === 'fault') {
      problems.error(
        [...at, 'provider'],
        provider.type === 'python' ? 'python-provider' : 'tolerance',
        'must be an http or process probe: no other is asked whether a value is tolerated',
      );
    }
  }
}

function lintFault(
  { activity, path, phase }: PlacedActivity,
  { seconds, lease }: FaultProvider,
  problems: ProblemList,
): void {
  if (activity.type !== 'action' || phase !== 'method') {
    problems.error(
      [...path, 'provider'],
      'fault-place',
      'is a fault, which is an action of the method',
    );
  }
  if (
    typeof lease === 'number' &&
    !(lease >= 1 && lease <= LONGEST_LEASE_SECONDS)
  ) {
    problems.error(
      [...path, 'provider', 'lease'],
      'lease',
      `must be from 1 to ${LONGEST_LEASE_SECONDS} seconds: it is how long the fault outlives us`,
    );
  }
  if (typeof seconds === 'number' && seconds < 1) {
    problems.error(
      [...path, 'provider', 'seconds'],
      'fault-seconds',
      'must be 1 or more',
    );
  }
}

function lintVariables(
  { document, activities, drill, drillPath }: Linted,
  { variables: sources }: LintOptions,
  problems: ProblemList,
): void {
  const { configuration, secrets } = document;
  const names = new Set([
    ...Object.keys(configuration),
    ...Object.values(secrets).flatMap(Object.keys),
    ...Object.keys(sources?.given ?? {}),
  ]);
  const told = new Set<string>();
  for (const { activity, path } of activities) {
    for (const { name, path: inside } of undeclared(activity, names)) {
      told.add(name);
      problems.error(
        [...path, ...inside],
        'unknown-variable',
        `asks for \${${name}}, which neither configuration nor secrets declare`,
      );
    }
  }
  for (const { name, path } of undeclared(drill?.hosts ?? [], names)) {
    problems.error(
      [...drillPath, 'hosts', ...path],
      'unknown-variable',
      `asks for \${${name}}, which neither configuration nor secrets declare`,
    );
  }
  for (const [group, members] of Object.entries(secrets)) {
    for (const [name, declared] of Object.entries(members)) {
      if (typeof declared === 'string' && !holdsVariable(declared)) {
        problems.warn(
          ['secrets', group, name],
          'plain-secret',
          'stands in the file for everybody to read: take it from the environment, {type: env, key: NAME}',
        );
      }
    }
  }
  if (!sources) return;
  for (const { path, message } of readVariables(document, sources).missing) {
    problems.error(path, 'missing-variable', message);
  }
}

/** What takes known time one after the other must fit into what the whole may take. */
function lintLength(
  { activities, drill, drillPath }: Linted,
  problems: ProblemList,
): void {
  const longest = drill?.longest ?? 3600;
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  const seconds = activities
    .filter(({ phase }) => phase !== 'stop-when-not')
    .reduce((sum, { activity: { pauses, provider, background } }) => {
      const fault =
        provider.type === 'fault' && !background ? number(provider.seconds) : 0;
      return sum + number(pauses?.before) + number(pauses?.after) + fault;
    }, 0);
  if (seconds > longest) {
    problems.error(
      drill ? [...drillPath, 'longest'] : ['method'],
      'never-ends',
      `pauses and faults alone take ${seconds} s, and the whole may take ${longest} s: shorten them, or raise longest`,
    );
  }
}

function lintWhole(
  { document, drill, drillPath, activities }: Linted,
  problems: ProblemList,
): void {
  const probes = activities.filter(({ phase }) => phase === 'steady-state');
  if (probes.length === 0) {
    problems.warn(
      ['steady-state-hypothesis'],
      'no-steady-state',
      'has no probes: nothing shows whether the system recovered',
    );
  }
  if (!drill) {
    problems.warn(
      ['extensions'],
      'no-entity',
      'have no member named countersign: the portal runs only experiments that say of which entity they are',
    );
  }
  const strategy = document.runtime?.rollbacks?.strategy;
  if (strategy !== undefined && strategy !== 'always') {
    problems.warn(
      ['runtime', 'rollbacks', 'strategy'],
      'rollback-strategy',
      `is ${strategy}, and here rollbacks are always done once the method began`,
    );
  } else if (drill && strategy === undefined) {
    problems.warn(
      ['runtime'],
      'rollback-strategy',
      'lacks rollbacks.strategy: always, without which Chaos Toolkit itself leaves rollbacks out after a failure',
    );
  }
  const acts = activities.some(
    ({ activity, phase }) =>
      phase === 'method' &&
      activity.type === 'action' &&
      activity.provider.type !== 'fault',
  );
  if (acts && document.rollbacks.length === 0) {
    problems.warn(
      ['method'],
      'no-rollback',
      'acts on the system, and nothing in rollbacks undoes it',
    );
  }
  if (document.controls?.length) {
    problems.warn(
      ['controls'],
      'controls',
      'are Python, which is never executed here: they are left out',
    );
  }
  if (drill?.objectives.length && drill['bad-share'] === undefined) {
    problems.warn(
      [...drillPath, 'objectives'],
      'no-prediction',
      'should notice, but without bad-share nothing says when',
    );
  }
}
