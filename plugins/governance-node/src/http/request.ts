import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Request } from 'express';
import { z } from 'zod';
import { inWords, wrongFields } from '@countersign/plugin-governance-common';
import { Caller, callerOf } from '../access/Caller';

const callers = new WeakMap<Request, Promise<Caller>>();

/**
 * Who makes the request: a signed-in person, or a pipeline or plugin with a service token. It is found out once a
 * request, however many ask.
 *
 * @throws AuthenticationError, NotAllowedError
 */
export function authenticate(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<Caller> {
  const known = callers.get(req);
  if (known) return known;
  const caller = httpAuth
    .credentials(req, { allow: ['user', 'service'] })
    .then(callerOf);
  callers.set(req, caller);
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
  const result = schema.safeParse(value, inWords);
  if (result.success) return result.data;
  throw wrongFields(
    result.error.issues.map(({ path, message }) => ({
      field: [...within, ...path].map(String).join('.'),
      message,
    })),
    InputError,
  );
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
