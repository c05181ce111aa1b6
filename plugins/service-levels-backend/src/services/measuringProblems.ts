import {
  DefinitionProblem,
  lowTraffic,
  Objective,
  Standing,
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

/** What only measuring shows: a latency that is no edge of the histogram, or too little traffic for a share to mean anything. */
export function measuringProblems(
  troubled: TroubledObjective,
): DefinitionProblem[] {
  const { objective, file, line, problem, standing } = troubled;
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
  const little =
    standing &&
    lowTraffic(objective, {
      total: standing.total,
      over: standing.measured * windowLength(objective.window),
    });
  return [
    ...(problem === undefined ? [] : [told('error', 'measurement', problem)]),
    ...(little === undefined ? [] : [told('warning', 'low-traffic', little)]),
  ];
}
