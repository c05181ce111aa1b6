/** How a source's answer differs from what the report declares. */
export type DriftKind =
  /** A declared column is in no record, or a required one has no value. */
  | 'missing'
  /** A declared column is missing, and another one looks as if it were it. */
  | 'renamed'
  /** A value is not of the declared type. */
  | 'retyped'
  /** The bytes are not of the format. */
  | 'malformed';

/** One thing that is wrong with raw evidence. */
export interface Drift {
  kind: DriftKind;
  /** The declared column, where it is about one. */
  column?: string;
  /** The line of the raw bytes, from 1. */
  line: number;
  message: string;
}

/** Raw evidence cannot be staged: every problem of the first record that has some. */
export class EvidenceProblem extends Error {
  readonly drift: readonly Drift[];

  constructor(drift: readonly Drift[]) {
    super(
      drift.map(({ line, message }) => `Line ${line}: ${message}.`).join(' '),
    );
    this.name = 'EvidenceProblem';
    this.drift = drift;
  }
}

export function malformed(line: number, message: string): EvidenceProblem {
  return new EvidenceProblem([{ kind: 'malformed', line, message }]);
}
