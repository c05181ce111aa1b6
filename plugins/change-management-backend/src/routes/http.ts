import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, isError, ServiceUnavailableError } from '@backstage/errors';
import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
import { Caller, callerOf } from '../access/Caller';
import {
  isConnectionLoss,
  translateDatabaseError,
} from '../database/databaseErrors';

/** Who makes the request: a signed-in person, or a pipeline or plugin with a service token. */
export async function authenticate(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<Caller> {
  return callerOf(
    await httpAuth.credentials(req, { allow: ['user', 'service'] }),
  );
}

/** @throws InputError with the path and the reason of everything that does not fit; values are not repeated */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({
    field: path.map(String).join('.'),
    message,
  }));
  const error = new InputError(
    problems
      .map(({ field, message }) => (field ? `${field}: ${message}` : message))
      .join('; '),
  );
  // Reaches the caller in the error body, so that a form can put each beside its field.
  throw Object.assign(error, { problems });
}

/** Of an edit only what the caller wrote: a default would clear what they did not mention. */
export function parseEdit<T extends z.ZodType<object>>(
  schema: T,
  body: unknown,
): z.output<T> {
  const parsed = parse(schema, body);
  const written = Object.keys(body as object);
  return Object.fromEntries(
    Object.entries(parsed).filter(([field]) => written.includes(field)),
  ) as z.output<T>;
}

export function numberOf(req: Request): string {
  return parse(changeNumberSchema, req.params.number);
}

const keySchema = z
  .string()
  .regex(
    /^[\x21-\x7e]{1,200}$/,
    'Idempotency-Key must be 1 to 200 printable characters without blanks',
  )
  .optional();

/** The `Idempotency-Key` of a write. */
export function idempotencyKeyOf(req: Request): string | undefined {
  return parse(keySchema, req.header('idempotency-key'));
}

/** Turns errors of the body parser and of the database into what a caller can act on. Nothing of the body is repeated. */
export const explainErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (isConnectionLoss(error) || isBusy(error)) {
    res.setHeader('Retry-After', '5');
  }
  next(explainBodyError(error) ?? translateDatabaseError(error));
};

function isBusy(error: unknown): boolean {
  return isError(error) && error.name === ServiceUnavailableError.name;
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
