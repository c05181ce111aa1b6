import {
  AttestedPeriod,
  ComparedRow,
  Evidence,
  ParameterValues,
  Question,
  ReportDefinition,
  Run,
  RunQuestion,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A row of an answer as it becomes a finding. */
export interface AnsweredRow extends ComparedRow {
  /** Base64 of its leaf's hash in the run's tree. */
  leafHash: string;
}

/** What a run answered to one question. */
export interface Answer {
  question: Question;
  /** The time in which what it found happened, where it is about what happened in the period of its run. */
  period?: AttestedPeriod;
  /** Of the query. */
  version: string;
  columns: readonly string[];
  rows: number;
  /** Digest of its normative bytes. */
  sha256: string;
  /** Sources of which something is known to be missing. */
  incomplete: readonly string[];
  /** The rows in their order; read only where they are violations. */
  read(): AsyncIterable<AnsweredRow>;
}

/** A run whose questions are answered. */
export interface ReconciledRun {
  number: string;
  report: Pick<ReportDefinition, 'metadata'>;
  parameters: ParameterValues;
  /** The time that it is about, where it is about one. */
  period?: { start: string; end: string };
  /** When the first and the last of its sources were taken. */
  taken: { first: string; last: string };
  answers: readonly Answer[];
}

/** A run as a comparison reads it. */
export interface ComparableRun {
  run: Run;
  evidence: readonly Evidence[];
  questions: readonly (RunQuestion & { key: readonly string[] })[];
}

/** What findings, controls and comparisons ask of runs and reports. */
export interface RunSource {
  find(db: Knex, number: string): Promise<Run | undefined>;
  /** Every report that can be run. */
  definitions(): Promise<readonly ReportDefinition[]>;
  /** @throws NotFoundError for a run that the caller may not see */
  comparable(caller: Caller, number: string): Promise<ComparableRun>;
  /** The rows of an answer, in their order. */
  rows(number: string, question: string): AsyncIterable<ComparedRow>;
}
