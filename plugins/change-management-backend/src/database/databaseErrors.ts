import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** PostgreSQL's own words are safe to repeat for errors our triggers raise, and for no others. */
const DUTY = 'CM001';
const APPEND_ONLY = 'CM002';

/** Classes 08 and 57P: the connection is gone, or the server is stopping or starting. 53300: too many connections. */
const gone = /^(08...|57P0[1-5]|53300)$/;
const goneInNode = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);
const goneInWords =
  /connection terminated|connection ended|client has encountered a connection error|timeout acquiring a connection|unable to acquire a connection/i;

function codeOf(error: unknown): string | undefined {
  const code = isError(error) ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** True when the database cannot be reached just now. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  return (
    (code !== undefined && (gone.test(code) || goneInNode.has(code))) ||
    // The ledger keeps the code of what it could not append, and has none when the connection failed.
    (isError(error) && error.name === 'LedgerAppendError' && !code) ||
    (isError(error) && goneInWords.test(error.message))
  );
}

/** What breaks these was written a moment ago by the same request made twice. */
const foundOnRetry = new Set([
  'changes_source_run',
  'deployments_reported_by_external_id_key',
]);

/**
 * True when the transaction lost against another one and may simply be run again: a serialisation failure, a deadlock,
 * or the same run or report arriving twice at once (the second attempt finds what the first wrote).
 */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === '40001' ||
    code === '40P01' ||
    (code === '23505' &&
      isError(error) &&
      foundOnRetry.has(String(error.constraint)))
  );
}

/** What a caller is told about an error of the database. Anything unknown stays as it is. */
export function translateDatabaseError(error: unknown): unknown {
  const message = isError(error) ? error.message : '';
  switch (codeOf(error)) {
    case DUTY:
      return new NotAllowedError(`Segregation of duties: ${raised(message)}`);
    case APPEND_ONLY:
      return new ConflictError(raised(message));
    case '22021':
    case '22P05':
      return new InputError(
        'A text holds a character that cannot be stored, such as NUL (U+0000)',
      );
    case '23505':
      return new ConflictError(
        'The same was recorded already. Read it again and repeat the request if it is still wanted.',
      );
    case '40001':
    case '40P01':
      return new ConflictError(
        'Others wrote the same records at the same moment. Repeat the request.',
      );
    default:
      return isConnectionLoss(error)
        ? new ServiceUnavailableError(
            'The database does not answer just now. Nothing was lost: repeat the request in a few seconds, with the same Idempotency-Key.',
          )
        : error;
  }
}

/** knex puts the statement before the server's message: `insert into … - message`. */
function raised(message: string): string {
  return message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}
