import { Tolerance } from '../tolerance';
import { Activity, DrillExtension, ExperimentDocument } from './schemas';

/** A probe and what its output has to be. */
export interface TolerantProbe {
  activity: Activity;
  tolerance: Tolerance;
}

/** An experiment that can be run: read, checked, references followed. */
export interface Experiment {
  /** As it was written, for the journal. */
  source: Record<string, unknown>;
  document: ExperimentDocument;
  title: string;
  steadyState?: { title: string; probes: TolerantProbe[] };
  method: Activity[];
  rollbacks: Activity[];
  /** Absent in experiments that were not written for Countersign. */
  drill?: DrillExtension;
  /** Looked at while the method runs. */
  stopWhenNot: TolerantProbe[];
}

/** What is wrong with an experiment: where it stands, and what would be right. */
export interface ExperimentProblem {
  /** An error keeps it from being run; a warning does not. */
  severity: 'error' | 'warning';
  file: string;
  /** From 1. */
  line: number;
  /** `method[0].provider.url`; empty for the file itself. */
  path: string;
  /** Stable name of the rule, such as `python-provider`. */
  rule: string;
  message: string;
}

/** One line for a terminal: `file:line: error: path: message (rule)`. */
export function experimentProblemLine(problem: ExperimentProblem): string {
  const { file, line, severity, path, message, rule } = problem;
  const place = path ? `${path}: ` : '';
  return `${file}:${line}: ${severity}: ${place}${message} (${rule})`;
}
