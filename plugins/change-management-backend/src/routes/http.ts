import { randomUUID } from 'crypto';
import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
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
import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { wrongFields } from '@countersign/plugin-governance-node';
import {
  DatabaseTroubleError,
  databaseTroubleOf,
  LedgerIntegrityError,
} from '@countersign/plugin-ledger-node';
import { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
// The actions registry speaks zod 3.
import type { z as z3 } from 'zod/v3';
import { Caller, callerOf } from '../access/Caller';
import { translateDatabaseError } from '../database/databaseErrors';
import { RouteOptions } from './types';

/** Who makes the request: a signed-in person, or a pipeline or plugin with a service token. */
export async function authenticate(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<Caller> {
  return callerOf(
    await httpAuth.credentials(req, { allow: ['user', 'service'] }),
  );
}

/** For what is about all changes: whoever may read none of them has no use for it. */
export async function authenticateReader(
  { httpAuth, authorizer }: RouteOptions,
  req: Request,
): Promise<Caller> {
  const caller = await authenticate(httpAuth, req);
  (await authorizer.rights(caller)).demandReading();
  return caller;
}

/**
 * @param within - Where in the request the value stands, when it is not its body or its query as a whole.
 * @throws InputError with the path and the reason of everything that does not fit; values are not repeated
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  within: string[] = [],
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw wrongFields(
    result.error.issues.map(({ path, message }) => ({
      field: [...within, ...path].map(String).join('.'),
      message,
    })),
    InputError,
  );
}

export function numberOf(req: Request): string {
  return parse(changeNumberSchema, req.params.number, ['number']);
}

const keySchema = z
  .string()
  .regex(
    /^[\x21-\x7e]{1,200}$/,
    'must be 1 to 200 printable characters without blanks',
  )
  .optional();

/** The `Idempotency-Key` of a write. */
export function idempotencyKeyOf(req: Request): string | undefined {
  return parse(keySchema, req.header('idempotency-key'), ['Idempotency-Key']);
}

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
 */
export function explainErrors(logger: LoggerService): ErrorRequestHandler {
  return (error, req, res, next) => {
    const explained = explain(error);
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

function explain(error: unknown): unknown {
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
    : translateDatabaseError(error);
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

function isForeseen(error: unknown): boolean {
  return (
    isError(error) &&
    (error instanceof UnforeseenError ||
      foreseen.has(error.name) ||
      Number(error.statusCode ?? error.status) < 500)
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
