import { HttpAuthService } from '@backstage/backend-plugin-api';
import { IRouter, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { authenticate, idempotencyKeyOf, parse } from '../http/request';
import { isPieces, sendPieces } from '../http/sendPieces';
import { Call, FileAnswer, Operation } from './operation';
import { routeOf } from './routeOf';

/** What the routes of operations need. */
export interface OperationOptions<S> {
  httpAuth: HttpAuthService;
  services: S;
  /** Refuses to send what the schema of the answer does not say, as tests do. */
  verifyAnswers?: boolean;
}

/**
 * Makes the routes of operations: the caller is known, and what the request brings is checked, before anything is done.
 */
export function addOperations<S>(
  router: IRouter,
  operations: readonly Operation<S>[],
  options: OperationOptions<S>,
): void {
  for (const operation of operations) {
    router[operation.method](routeOf(operation), handlerOf(operation, options));
  }
}

function handlerOf<S>(
  operation: Operation<S>,
  options: OperationOptions<S>,
): RequestHandler {
  return async (req, res, next) => {
    const gone = new AbortController();
    res.once('close', () => {
      if (!res.writableFinished) gone.abort();
    });
    try {
      const call = await callOf(operation, options, req, gone.signal);
      const answer = await operation.handle(options.services, call);
      if (options.verifyAnswers) verify(operation, answer);
      res.status(operation.status ?? 200);
      if (!operation.isFile) {
        res.json(answer);
        return;
      }
      const { content, filename } = answer as FileAnswer;
      if (filename) res.attachment(filename);
      res.type(operation.media ?? 'application/json');
      if (isPieces(content)) await sendPieces(content, res);
      else res.send(Buffer.from(content));
    } catch (error) {
      next(error);
    }
  };
}

async function callOf<S>(
  operation: Operation<S>,
  { httpAuth, services }: OperationOptions<S>,
  req: Request,
  signal: AbortSignal,
): Promise<Call<unknown, unknown, unknown>> {
  const { method, params, query, body } = operation;
  const caller = await authenticate(httpAuth, req);
  await operation.admit?.(services, caller);
  const read = (schema: z.ZodType) =>
    operation.open
      ? operation.open(services, req, raw => parse(schema, raw))
      : parse(schema, req.body ?? {});
  const named = Object.entries(params?.shape ?? {}).map(([name, schema]) => [
    name,
    parse(schema, req.params[name], [name]),
  ]);
  return {
    caller,
    signal,
    params: Object.fromEntries(named),
    query: query ? parse(query, req.query) : {},
    idempotencyKey:
      method === 'get' || operation.ignoresKey
        ? undefined
        : idempotencyKeyOf(req),
    body: body && (await read(body)),
  };
}

/** @throws Error with what in the answer is not as its schema says */
function verify<S>(
  { id, answer: schema, isFile, media }: Operation<S>,
  answer: unknown,
) {
  const { content } = answer as FileAnswer;
  // Pieces are made while they are sent.
  if (isFile && isPieces(content)) return;
  const sent = isFile
    ? Buffer.from(content as string | Uint8Array).toString()
    : JSON.stringify(answer);
  const { error } = schema.safeParse(media ? sent : JSON.parse(sent));
  if (error) {
    throw new Error(
      `The answer of ${id} is not as its schema says: ${z.prettifyError(
        error,
      )}`,
    );
  }
}
