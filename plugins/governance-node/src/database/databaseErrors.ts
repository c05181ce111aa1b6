import { ConflictError, InputError, isError } from '@backstage/errors';

/**
 * What is made of an error that an area's own triggers raise, by its SQLSTATE. PostgreSQL's own words are safe to repeat
 * for these, and for no others.
 */
export type RaisedErrors = Readonly<Record<string, (message: string) => Error>>;

function codeOf(error: unknown): string | undefined {
  const code = isError(error) ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * True when the transaction lost against another one and may simply be run again: a serialisation failure, a deadlock,
 * or the same record arriving twice at once (the second attempt finds what the first wrote).
 *
 * @param foundOnRetry - Names of unique constraints: what breaks these was written a moment ago by the same request made
 *   twice.
 */
export function isRetryable(
  error: unknown,
  foundOnRetry: readonly string[] = [],
): boolean {
  const code = codeOf(error);
  return (
    code === '40001' ||
    code === '40P01' ||
    (code === '23505' &&
      isError(error) &&
      foundOnRetry.includes(String(error.constraint)))
  );
}

/** What a caller is told about an error of the database. Anything unknown stays as it is. */
export function translateDatabaseError(
  error: unknown,
  raised: RaisedErrors = {},
): unknown {
  const code = codeOf(error);
  if (code !== undefined && Object.hasOwn(raised, code)) {
    return raised[code](raisedMessage(error));
  }
  switch (code) {
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
function raisedMessage(error: unknown): string {
  const message = isError(error) ? error.message : '';
  return message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}
