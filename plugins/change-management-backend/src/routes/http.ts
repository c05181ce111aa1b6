import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
// The actions registry speaks zod 3.
import type { z as z3 } from 'zod/v3';
import { Caller, callerOf } from '../access/Caller';
import {
  isConnectionLoss,
  translateDatabaseError,
} from '../database/databaseErrors';
import { wrongFields } from '../services/errors';
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

/**
 * Turns errors of the body parser and of the database into what a caller can act on. Nothing of the body is repeated.
 */
export const explainErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (isConnectionLoss(error) || isBusy(error)) {
    res.setHeader('Retry-After', '5');
  }
  next(
    explainBodyError(error) ??
      explainActionInput(error) ??
      translateDatabaseError(error),
  );
};

function isBusy(error: unknown): boolean {
  return isError(error) && error.name === ServiceUnavailableError.name;
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
    case 'encoding.unsupported':
      return new InputError('The body must be JSON in UTF-8');
    default:
      return undefined;
  }
}
