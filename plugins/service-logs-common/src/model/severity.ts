/**
 * Severities as OpenTelemetry numbers them: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber.
 * Zero is an entry that says none.
 */
export const severityNumbers = {
  DEFAULT: 0,
  TRACE: 1,
  DEBUG: 5,
  INFO: 9,
  NOTICE: 10,
  WARN: 13,
  ERROR: 17,
  CRITICAL: 18,
  ALERT: 19,
  FATAL: 21,
} as const;

/** What else loggers call them. */
const alsoCalled: Record<string, keyof typeof severityNumbers> = {
  UNSPECIFIED: 'DEFAULT',
  VERBOSE: 'TRACE',
  FINE: 'DEBUG',
  DBG: 'DEBUG',
  INFORMATION: 'INFO',
  INFORMATIONAL: 'INFO',
  INF: 'INFO',
  WARNING: 'WARN',
  WRN: 'WARN',
  ERR: 'ERROR',
  SEVERE: 'ERROR',
  CRIT: 'CRITICAL',
  EMERGENCY: 'FATAL',
  EMERG: 'FATAL',
  PANIC: 'FATAL',
};

/** Names that a filter may use. */
export const severityNames = [
  ...Object.keys(severityNumbers),
  ...Object.keys(alsoCalled),
];

/** What a histogram tells apart, the worst last. */
export const severityClasses = [
  'default',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
] as const;
/** One of {@link severityClasses}. */
export type SeverityClass = (typeof severityClasses)[number];

/** The number of a severity by its name, in whatever case; undefined for a name that nobody uses. */
export function severityNumber(name: string): number | undefined {
  const upper = name.trim().toUpperCase();
  if (Object.hasOwn(severityNumbers, upper)) {
    return severityNumbers[upper as keyof typeof severityNumbers];
  }
  if (Object.hasOwn(alsoCalled, upper)) {
    return severityNumbers[alsoCalled[upper]];
  }
  // As OpenTelemetry writes the steps between: INFO2, ERROR4.
  const step = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)([2-4])$/.exec(upper);
  return step
    ? severityNumbers[step[1] as keyof typeof severityNumbers] +
        Number(step[2]) -
        1
    : undefined;
}

/** The levels of pino and bunyan: 30 is INFO. */
export function severityOfLevel(level: number): number {
  if (!(level >= 10)) return 0;
  const numbers = [1, 5, 9, 13, 17, 21];
  return numbers[Math.min(Math.floor(level / 10), 6) - 1];
}

/** Which of {@link severityClasses} a number belongs to. */
export function severityClass(number: number): SeverityClass {
  if (number >= 21) return 'fatal';
  if (number >= 17) return 'error';
  if (number >= 13) return 'warn';
  if (number >= 9) return 'info';
  return number >= 1 ? 'debug' : 'default';
}
