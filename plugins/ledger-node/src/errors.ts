import { ConflictError, CustomErrorBase, InputError } from '@backstage/errors';
import { CanonicalJsonError } from '@countersign/plugin-ledger-common';

/** What the database holds is not what was signed: somebody changed it, or it was restored from an older copy. */
export class LedgerIntegrityError extends CustomErrorBase {
  name = 'LedgerIntegrityError' as const;
}

/** PostgreSQL did not take an entry. The caller's transaction is lost and may be tried again as a whole. */
export class LedgerAppendError extends CustomErrorBase {
  name = 'LedgerAppendError' as const;

  constructor(
    message: string,
    /** PostgreSQL's SQLSTATE or the driver's code, where there is one. */
    readonly code?: string,
  ) {
    super(message);
  }
}

const UNIQUE_VIOLATION = '23505';

/**
 * What an append throws: a bad entry's own error, or what became of the database. The driver's own message repeats the
 * statement with all its values; an entry's content has no place in a log or a response, so only the code is kept.
 */
export function appendError(what: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof CanonicalJsonError) {
    return error;
  }
  const { code, constraint } = describe(error);
  if (code === UNIQUE_VIOLATION) {
    return new ConflictError(
      constraint === 'ledger_entries_subject_sequence'
        ? `${what} was numbered at the same time as another entry of its subject; lock the subject's record before appending`
        : `${what} is already in the ledger under this id`,
    );
  }
  return new LedgerAppendError(
    `${what} could not be appended to the ledger (${
      code ?? 'the connection to PostgreSQL failed'
    })`,
    code,
  );
}

function describe(error: unknown): { code?: string; constraint?: string } {
  if (typeof error !== 'object' || error === null) {
    return {};
  }
  return {
    ...('code' in error && { code: String(error.code) }),
    ...('constraint' in error && { constraint: String(error.constraint) }),
  };
}
