import {
  ActivityRun,
  FaultRun,
  JournalStatus,
  Outcome,
  SteadyState,
} from './journal';
import { RunStop } from './ports';

/** How a run went, as far as its outcome depends on it. */
export interface Played {
  stop: RunStop | undefined;
  /** Why it could not be played as written. */
  failure: string | undefined;
  deviated: boolean;
  before: SteadyState | null;
  runs: readonly ActivityRun[];
  rollbacks: readonly ActivityRun[];
  faults: readonly FaultRun[];
  recovered: SteadyState | undefined;
}

/** A drill is a success only where all was done, nothing deviated, and the system recovered: commands that end well do not show that. */
export function outcomeOf(played: Played): {
  outcome: Outcome;
  status: JournalStatus;
  reasons: string[];
} {
  const { stop, failure, deviated, recovered } = played;
  const reasons = [
    ...(stop ? [stop.message] : []),
    ...(failure === undefined ? [] : [failure]),
    ...failed(played.runs, 'failed', [failure, stop?.message]),
    ...failed(played.rollbacks, 'failed, so the rollback is not complete'),
    ...played.faults.flatMap(({ problem }) =>
      problem !== undefined && problem !== failure ? [problem] : [],
    ),
    ...(deviated ? ['The steady state did not hold after the method.'] : []),
    ...(recovered && !recovered.steady_state_met
      ? ['The steady state did not hold again after the rollbacks.']
      : []),
  ];
  const broken = reasons.length > (deviated ? 1 : 0);
  if (stop) {
    const { kind } = stop;
    const status = kind === 'stopped' ? 'aborted' : 'interrupted';
    return { outcome: kind, status, reasons };
  }
  if (failure !== undefined) {
    return { outcome: 'failed', status: 'failed', reasons };
  }
  if (broken) return { outcome: 'failed', status: 'completed', reasons };
  return {
    outcome: deviated ? 'deviated' : 'passed',
    status: 'completed',
    reasons,
  };
}

function failed(
  runs: readonly ActivityRun[],
  words: string,
  known: readonly (string | undefined)[] = [],
): string[] {
  return runs.flatMap(({ activity, status, exception }) => {
    const why = exception?.at(0);
    return status === 'failed' && !known.includes(why ?? '')
      ? [`${String(activity.name)} ${words}${why ? `: ${why}` : ''}.`]
      : [];
  });
}
