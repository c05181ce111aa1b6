import { stringifyError } from '@backstage/errors';
import {
  Phase,
  RunFailure,
} from '@countersign/plugin-compliance-evidence-common';

/** A run cannot go on: why, and what would be right. */
export class PhaseFailure extends Error {
  constructor(
    readonly failure: Omit<RunFailure, 'phase'>,
    options?: ErrorOptions,
  ) {
    super(failure.problem, options);
    this.name = 'PhaseFailure';
  }
}

/** Characters of a problem: some servers answer with a whole page. */
const LONGEST = 1000;

/** What anything that went wrong is called for people: one line, no stack. */
export function problemText(error: unknown): string {
  const text =
    error instanceof Error ? messagesOf(error) : stringifyError(error);
  return text.replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ').slice(0, LONGEST);
}

/** `fetch failed` says nothing: its cause does. */
function messagesOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const { code } = cause as { code?: unknown };
  const why = cause.message || String(code ?? cause.name);
  return error.message.includes(why)
    ? error.message
    : `${error.message}: ${why}`;
}

/** What the ledger keeps of a failure. */
export function failureOf(phase: Phase, error: unknown): RunFailure {
  if (error instanceof PhaseFailure) return { phase, ...error.failure };
  return {
    phase,
    problem: problemText(error),
    remedy: 'Mend what is said here, and take the run up again.',
  };
}
