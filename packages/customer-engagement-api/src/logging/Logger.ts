/** Severities of Cloud Logging, least first. */
export const severities = [
  'DEBUG',
  'INFO',
  'NOTICE',
  'WARNING',
  'ERROR',
  'CRITICAL',
] as const;

export type Severity = (typeof severities)[number];

/** Writes one line of JSON an entry, as Cloud Logging takes it from standard output. */
export class Logger {
  readonly #write: (line: string) => void;
  readonly #least: number;

  /** @param least - Entries below it are not written. */
  constructor(write: (line: string) => void, least: Severity = 'INFO') {
    this.#write = write;
    this.#least = severities.indexOf(least);
  }

  log(
    severity: Severity,
    message: string,
    fields: Record<string, unknown> = {},
  ): void {
    if (severities.indexOf(severity) < this.#least) return;
    const time = new Date().toISOString();
    this.#write(`${JSON.stringify({ severity, time, message, ...fields })}\n`);
  }

  /** Writes to another one, too, which has its own least severity. */
  and(other: Logger): Logger {
    const both = new Logger(() => {});
    both.log = (...entry) => {
      this.log(...entry);
      other.log(...entry);
    };
    return both;
  }

  /** With the stack where Error Reporting looks for it. */
  error(
    message: string,
    error: unknown,
    fields: Record<string, unknown> = {},
  ): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.log('ERROR', message, { ...fields, stack_trace: stack });
  }
}
