/** What kept PostgreSQL from starting, so that a caller can choose its own words. */
export type LocalPostgresErrorCode =
  | 'DISK_FULL'
  | 'PORT_IN_USE'
  | 'NOT_ANSWERING'
  | 'UNSUPPORTED_PLATFORM'
  | 'NO_SYSTEM_USER'
  | 'FAILED';

/**
 * A failure to start or stop PostgreSQL. The message is one line that says what was wrong and what would be right.
 */
export class LocalPostgresError extends Error {
  readonly name = 'LocalPostgresError';
  readonly code: LocalPostgresErrorCode;

  constructor(
    code: LocalPostgresErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
  }
}

/** True for the errors of Node and the messages of PostgreSQL that mean a full disk. */
export function meansDiskFull(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /No space left on device|Disk quota exceeded/.test(message ?? String(error))
  );
}

/** The error for a full disk under a folder. */
export function diskFull(folder: string, cause?: unknown): LocalPostgresError {
  return new LocalPostgresError(
    'DISK_FULL',
    `The disk that holds ${folder} is full: free some space (300 MB will do) and start again`,
    { cause },
  );
}
