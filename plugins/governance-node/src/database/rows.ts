/** A row as the driver returns it. */
export interface Row {
  [column: string]: unknown;
}

/** ISO 8601 in UTC with milliseconds, or undefined. */
export function iso(value: unknown): string | undefined {
  return value instanceof Date ? value.toISOString() : undefined;
}

/** JSON text for a jsonb column: the driver would take an array for a PostgreSQL array. */
export function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** Without what is null or undefined: the API leaves absent fields out. */
export function compact<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).filter(([, v]) => v !== null && v !== undefined),
  ) as T;
}

/** `windowStart` as `window_start`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
