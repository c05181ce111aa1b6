import {
  DefinitionProblem,
  Objective,
  Standing,
  thresholdOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';

/** An objective as far as it says that its definition does not work, or not well. */
export interface TroubledObjective {
  objective: Objective;
  file: string;
  line: number;
  problem?: string;
  standing?: Standing & { measured: number };
}

/** Measured for shorter, nobody knows the traffic. */
const LEAST_MEASURED_MS = 3_600_000;

/** What only measuring shows: a latency that is no edge of the histogram, or too little traffic for a share to mean anything. */
export function measuringProblems(
  troubled: TroubledObjective,
): DefinitionProblem[] {
  const { objective, file, line, problem } = troubled;
  const told = (
    severity: DefinitionProblem['severity'],
    rule: string,
    message: string,
  ): DefinitionProblem => ({
    severity,
    file,
    line,
    document: `SLO ${objective.slo}`,
    path: 'spec.indicator',
    rule,
    message,
  });
  const little = lowTraffic(troubled);
  return [
    ...(problem === undefined ? [] : [told('error', 'measurement', problem)]),
    ...(little === undefined ? [] : [told('warning', 'low-traffic', little)]),
  ];
}

/** With so little traffic a single failure is a larger share than the alert asks for. */
export function lowTraffic({
  objective,
  standing,
}: Pick<TroubledObjective, 'objective' | 'standing'>): string | undefined {
  const window = windowLength(objective.window);
  if (!standing || objective.method.kind !== 'occurrences') return undefined;
  const measured = standing.measured * window;
  const [fastest] = tiersOf(objective);
  if (measured < LEAST_MEASURED_MS || !fastest) return undefined;
  const events = (standing.total / measured) * fastest.long;
  const { errorRatio } = thresholdOf(fastest, {
    target: objective.target,
    window,
  });
  if (events * errorRatio >= 1) return undefined;
  const minutes = Math.round(fastest.long / 60_000);
  return `There are about ${
    Math.round(events * 10) / 10
  } events in the ${minutes} min of its fastest alert: one failure is more than the ${
    Math.round(errorRatio * 10_000) / 100
  } % it asks for, so that it waits for five. A longer window, a lower target, or counting slices of time tells more`;
}
