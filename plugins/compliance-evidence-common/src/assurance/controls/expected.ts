import { Question, ReportDefinition, SCHEDULED_RUNS } from '../../report';
import { controlKey } from '../fields';

/** A run as its schedule sees it. */
export interface ScheduledRun {
  /** The occurrence of the schedule that it was for. */
  occurrence: string;
  completed: boolean;
}

/** How often something ran that should have run on a schedule. */
export interface ExpectedRuns {
  expected: number;
  completed: number;
  /** Occurrences without a completed run, the earliest first. */
  missing: string[];
}

/**
 * Holds what ran against what should have run. A second run for the same occurrence does not make up for another one.
 *
 * @param occurrences - When it should have run.
 */
export function expectedRuns(
  occurrences: readonly string[],
  runs: readonly ScheduledRun[],
): ExpectedRuns {
  const done = new Set(
    runs
      .filter(({ completed }) => completed)
      .map(({ occurrence }) => occurrence),
  );
  const due = [...new Set(occurrences)].sort();
  const missing = due.filter(occurrence => !done.has(occurrence));
  return {
    expected: due.length,
    completed: due.length - missing.length,
    missing,
  };
}

/** What is asked of a report's own runs: it answers for every control that the report does. */
export function scheduledRunsQuestion({ spec }: ReportDefinition): Question {
  const controls = new Map(
    spec.questions
      .flatMap(question => question.controls)
      .map(control => [controlKey(control), control]),
  );
  return {
    name: SCHEDULED_RUNS,
    title: 'A run that the schedule asked for did not complete by its deadline',
    file: '',
    controls: [...controls.values()],
    severity: 'high',
    answers: 'violations',
    // It happened at the time that its key names, whatever period the run that saw it is about.
    about: 'period',
    key: ['scheduled_for'],
  };
}
