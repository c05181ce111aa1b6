import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
} from '@backstage/errors';

/** PostgreSQL's own words are safe to repeat for errors our triggers raise, and for no others. */
const DUTY = 'CM001';
const APPEND_ONLY = 'CM002';

function codeOf(error: unknown): string | undefined {
  const code = isError(error) ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
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
      return error;
  }
}

/** knex puts the statement before the server's message: `insert into … - message`. */
function raised(message: string): string {
  return message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}
