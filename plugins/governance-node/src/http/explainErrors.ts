import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  ErrorLike,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { wrongFields } from '@countersign/plugin-governance-common';
import {
  DatabaseTroubleError,
  databaseTroubleOf,
  LedgerIntegrityError,
} from '@countersign/plugin-ledger-node';
import { ErrorRequestHandler } from 'express';
// The actions registry speaks zod 3.
import type { z as z3 } from 'zod/v3';
import {
  RaisedErrors,
  translateDatabaseError,
} from '../database/databaseErrors';

/** What a caller is told of an error that nobody foresaw. */
class UnforeseenError extends Error {
  constructor(id: string) {
    super(
      `Something went wrong here. Tell an operator, who finds it in the log as ${id}.`,
    );
  }
}

/**
 * Turns what goes wrong into what a caller can act on. Trouble of the database, or of another part of the portal that a
 * request needs, is 503 with the time to try again. What nobody foresaw is told to the log, and to the caller only that
 * it is there: it may name hosts, paths and statements. Nothing of the body is repeated.
 *
 * @param raised - What the triggers of the area's own tables raise.
 */
export function explainErrors(
  logger: LoggerService,
  raised: RaisedErrors = {},
): ErrorRequestHandler {
  return (error, req, res, next) => {
    const explained = explain(error, raised);
    if (isError(explained)) {
      const seconds = retryAfter(explained);
      if (seconds) res.setHeader('Retry-After', String(seconds));
      if (explained !== error) {
        logger.warn(
          `${req.method} ${req.path}: ${explained.name} for ${nameOf(error)}`,
        );
      }
    }
    if (isForeseen(explained)) {
      next(explained);
      return;
    }
    const id = randomUUID();
    logger.error(`${req.method} ${req.path} failed (${id})`, toError(error));
    next(new UnforeseenError(id));
  };
}

function explain(error: unknown, raised: RaisedErrors): unknown {
  const request = explainBodyError(error) ?? explainActionInput(error);
  if (request) return request;
  if (isError(error) && isOfAnotherPart(error)) {
    return new ServiceUnavailableError(
      'Another part of the portal that this needs does not answer just now. Nothing was lost: repeat the request in a few seconds, with the same Idempotency-Key.',
    );
  }
  const trouble = databaseTroubleOf(error);
  return trouble
    ? new DatabaseTroubleError(trouble)
    : translateDatabaseError(error, raised);
}

/** A plugin that this one asked answered that it cannot, or nothing at all. */
function isOfAnotherPart(error: ErrorLike): boolean {
  return (
    (error.name === 'ResponseError' && Number(error.statusCode) >= 500) ||
    (error.name === 'TypeError' && error.message === 'fetch failed')
  );
}

function retryAfter(error: ErrorLike): number | undefined {
  if (error instanceof DatabaseTroubleError) return error.retryAfterSeconds;
  return error.name === ServiceUnavailableError.name ? 5 : undefined;
}

/** Errors whose words are meant for callers. */
const foreseen = new Set(
  [
    AuthenticationError,
    ConflictError,
    InputError,
    LedgerIntegrityError,
    NotAllowedError,
    NotFoundError,
    NotImplementedError,
    ServiceUnavailableError,
  ].map(({ name }) => name),
);

/** Those of them that are no fault of the caller. */
const ours = new Set(
  [LedgerIntegrityError, NotImplementedError, ServiceUnavailableError].map(
    ({ name }) => name,
  ),
);

function isForeseen(error: unknown): boolean {
  return (
    isError(error) &&
    (error instanceof UnforeseenError ||
      foreseen.has(error.name) ||
      Number(error.statusCode ?? error.status) < 500)
  );
}

/** Whether whoever asked is to mend something: anything else is ours to mend. */
export function isRefusal(error: unknown): boolean {
  const explained = explain(error, {});
  return (
    isForeseen(explained) &&
    isError(explained) &&
    !ours.has(explained.name) &&
    !(explained instanceof DatabaseTroubleError)
  );
}

/** Enough for an operator to tell what it was, without where. */
function nameOf(error: unknown): string {
  return isError(error) ? String(error.code ?? error.name) : typeof error;
}

/**
 * The framework checks the input of an action, and says all that its schema knows of it, values included. Here it is
 * said as everywhere else: the path, and what would be right.
 */
function explainActionInput(error: unknown): Error | undefined {
  if (!isError(error) || error.name !== 'InputError') return undefined;
  const { cause } = error;
  if (!isError(cause) || cause.name !== 'ZodError') return undefined;
  return wrongFields(
    (cause as unknown as z3.ZodError).issues.map(issue => ({
      field: issue.path.join('.'),
      message:
        issue.code === 'invalid_enum_value'
          ? `must be one of ${issue.options.join(', ')}`
          : issue.message,
    })),
    InputError,
  );
}

function explainBodyError(error: unknown): Error | undefined {
  if (!isError(error)) return undefined;
  switch (error.type) {
    case 'entity.parse.failed':
      return new InputError(
        'The body is not valid JSON. Was it cut off on its way?',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new InputError('The body ended before its announced length');
    case 'entity.too.large':
      return Object.assign(
        new InputError(
          'The body is larger than this request may carry (1 MB, or 64 MB where it holds a plan)',
        ),
        { statusCode: 413 },
      );
    case 'charset.unsupported':
      return new InputError('The body must be JSON in UTF-8');
    case 'encoding.unsupported':
      return Object.assign(
        new InputError(
          'Content-Encoding: a body may be packed once, by gzip, deflate, br, or not at all',
        ),
        { statusCode: 415 },
      );
    default:
      return undefined;
  }
}
