import { Request } from 'express';
import { z } from 'zod';
import { Caller } from '../access/Caller';

/** What a request to an operation brings, checked. */
export interface Call<P, Q, B> {
  caller: Caller;
  params: P;
  query: Q;
  body: B;
  /** Of a write. */
  idempotencyKey: string | undefined;
  /** Aborted when nobody waits for the answer any more: the connection is gone before it was sent. */
  signal: AbortSignal;
}

/** An answer that is sent as it is. */
export interface FileAnswer {
  /** JSON, or what the operation's media type says; in pieces, it is sent as fast as it is taken. */
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  /** Absent, it is shown and not saved. */
  filename?: string;
}

/** What the OpenAPI document says of a route. */
export interface DescribedOperation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/drills/{number}`. */
  path: string;
  id: string;
  summary: string;
  /** The name of the permission it asks for; absent where being signed in is enough. */
  permission?: string;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Of what it answers with. */
  answer: z.ZodType;
  /** What the answer is called. */
  answerName: string;
  /** The media type of an answer that is no JSON, such as `text/csv`. */
  media?: string;
  status?: 200 | 201 | 202;
  /**
   * How callers show who they are, in one of these ways, each by names of schemes of the area; by none of them where the
   * body shows it. Absent, as everywhere else in the portal.
   */
  shownBy?: readonly (readonly string[])[];
  /** A question: asked again, it is answered anew, whatever its `Idempotency-Key`. */
  ignoresKey?: boolean;
}

/** One route of an API: what its document says, what its requests are checked by, and what it does. */
export interface Operation<S> extends DescribedOperation {
  /** The answer is a {@link FileAnswer}. */
  isFile?: boolean;
  /** Refuses callers before anything of the request is read. */
  admit?(services: S, caller: Caller): Promise<void>;
  /**
   * Reads the body, where that takes more than JSON of the usual size. What it gives is what the handler takes.
   *
   * @param check - Checks by the schema of the body.
   */
  open?(
    services: S,
    req: Request,
    check: (body: unknown) => any,
  ): Promise<unknown>;
  handle(services: S, call: Call<any, any, any>): Promise<unknown>;
}

type OutputOf<T, None> = T extends z.ZodType ? z.output<T> : None;
type Nothing = Record<string, never>;

/** An operation whose parts fit each other. */
type OperationOf<
  S,
  P extends z.ZodObject | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType,
  F extends boolean,
  O,
> = Omit<
  Operation<S>,
  'params' | 'query' | 'body' | 'answer' | 'isFile' | 'open' | 'handle'
> & {
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  isFile?: F;
  open?(
    services: S,
    req: Request,
    check: (body: unknown) => OutputOf<B, undefined>,
  ): Promise<O>;
  handle(
    services: S,
    call: Call<OutputOf<P, Nothing>, OutputOf<Q, Nothing>, O>,
  ): Promise<F extends true ? FileAnswer : z.output<A>>;
};

/**
 * Defines operations over the services of an area: a handler that answers something else than its schema says, or takes
 * something else than was checked, does not compile.
 */
export function operationsOver<S>() {
  return {
    defineOperation<
      A extends z.ZodType,
      P extends z.ZodObject | undefined = undefined,
      Q extends z.ZodType | undefined = undefined,
      B extends z.ZodType | undefined = undefined,
      F extends boolean = false,
      O = OutputOf<B, undefined>,
    >(operation: OperationOf<S, P, Q, B, A, F, O>): Operation<S> {
      return operation as unknown as Operation<S>;
    },
  };
}
