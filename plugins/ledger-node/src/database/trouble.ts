import { isError, ServiceUnavailableError } from '@backstage/errors';

/**
 * What keeps a database from answering that is no fault of the request: it cannot be reached, it cannot write, or it is
 * too busy.
 */
export type DatabaseTrouble = 'away' | 'full' | 'busy';

/** Classes and codes of SQLSTATE, the most particular first. */
const troubles: Array<[RegExp, DatabaseTrouble]> = [
  // Too many connections; class 08, connection exceptions; 57P, the server stops or starts; a standby after a failover.
  [/^(53300|08...|57P..|25006)$/, 'away'],
  // Class 53, out of disk or memory; class 58, the disk fails.
  [/^(53...|58...)$/, 'full'],
  // A statement or a lock that took too long.
  [/^(57014|55P03)$/, 'busy'],
];

const awayInNode = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The driver and the pool have no codes for these. */
const awayInWords =
  /connection terminated|connection ended|client has encountered a connection error|timeout acquiring a connection|unable to acquire a connection|timeout exceeded when trying to connect/i;

/** An error may stand in others; more would be a circle. */
const DEEPEST = 8;

/** What ails the database, as far as an error or one of its causes tells. */
export function databaseTroubleOf(error: unknown): DatabaseTrouble | undefined {
  let next = error;
  for (let depth = 0; depth < DEEPEST && isError(next); depth++) {
    const trouble = troubleOfOne(next);
    if (trouble) {
      return trouble;
    }
    next = next.cause;
  }
  return undefined;
}

function troubleOfOne(error: Error & { code?: unknown }) {
  const { code } = error;
  if (typeof code !== 'string') {
    // The ledger keeps the code of what it could not append, and there is none when the connection failed.
    return error.name === 'LedgerAppendError' || awayInWords.test(error.message)
      ? 'away'
      : undefined;
  }
  return awayInNode.has(code)
    ? 'away'
    : troubles.find(([codes]) => codes.test(code))?.[1];
}

const answers: Record<DatabaseTrouble, { says: string; seconds: number }> = {
  away: {
    says: 'The database does not answer just now. Nothing was lost: repeat the request in a few seconds, with the same Idempotency-Key.',
    seconds: 5,
  },
  full: {
    says: 'The database has no room to write just now, and nothing of the request was recorded: tell an operator, and repeat it later with the same Idempotency-Key.',
    seconds: 60,
  },
  busy: {
    says: 'The database took too long. Nothing was lost: repeat the request in a few seconds, with the same Idempotency-Key.',
    seconds: 5,
  },
};

/**
 * What a caller is told about trouble with the database: a status 503 without any host, port, path or statement, and
 * when to try again.
 */
export class DatabaseTroubleError extends ServiceUnavailableError {
  /** For the `Retry-After` header. */
  readonly retryAfterSeconds: number;

  constructor(trouble: DatabaseTrouble) {
    super(answers[trouble].says);
    this.retryAfterSeconds = answers[trouble].seconds;
  }
}
