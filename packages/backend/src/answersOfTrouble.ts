import { randomUUID } from 'crypto';
import {
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  RootHttpRouterConfigureContext,
  rootHttpRouterServiceFactory,
} from '@backstage/backend-defaults/rootHttpRouter';
import {
  ErrorResponseBody,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  databaseTroubleOf,
  LedgerIntegrityError,
} from '@countersign/plugin-ledger-node';
import { RequestHandler, Response } from 'express';
import { compressedPages } from './compressedPages';
import { lastAnswers } from './lastAnswers';

/** How long after the keys could not be read a token that does not verify may be a good one. */
const DOUBT_MS = 10_000;

/**
 * To verify a token takes milliseconds once its keys are there, and the framework waits five seconds for them: where it took
 * nearly so long, as at the first request of a plugin on a busy machine, they did not come.
 */
const KEYS_LATE_MS = 4_000;

/** What the framework says of a token it could not verify, whether the token is wrong or its keys cannot be read. */
const unverified = /^Failed (user|plugin) token verification$/;

const awayError = new ServiceUnavailableError(
  'Something that the portal needs for this, such as its database, does not answer just now. Try again in a few seconds.',
);

/**
 * Keeps the inside of the portal out of its answers, whichever plugin or part of the framework gives them: trouble of
 * the database is 503 with the time to try again, and what nobody foresaw is told to the log. Errors would otherwise
 * name the database's host and port.
 */
export function answersOfTrouble(
  logger: LoggerService,
  clock: () => number = Date.now,
): RequestHandler {
  let troubleAt = -Infinity;

  const isTrouble = (
    res: Response,
    body: ErrorResponseBody,
    since: number,
  ): boolean => {
    const now = clock();
    const isUnverified =
      res.statusCode === 401 && unverified.test(body.error.message);
    if (
      isOfTrouble(body.error) ||
      (isUnverified && now - since >= KEYS_LATE_MS)
    ) {
      troubleAt = now;
      return true;
    }
    return isUnverified && now - troubleAt < DOUBT_MS;
  };

  return (req, res, next) => {
    const since = clock();
    const answer = res.json.bind(res);
    res.json = (body: unknown) => {
      const failed = res.statusCode >= 500 || res.statusCode === 401;
      if (!failed || !isErrorBody(body)) {
        return answer(body);
      }
      if (isTrouble(res, body, since)) {
        res.status(503);
        res.setHeader('Retry-After', '5');
        return answer(withError(body, 503, awayError));
      }
      if (res.statusCode === 503 && !res.hasHeader('Retry-After')) {
        res.setHeader('Retry-After', '5');
      }
      if (res.statusCode !== 500 || isForCallers(body.error)) {
        return answer(body);
      }
      const id = randomUUID();
      logger.error(
        `${req.method} ${req.path} failed (${id}): ${body.error.message}`,
      );
      return answer(
        withError(body, 500, {
          name: 'Error',
          message: `Something went wrong here. Tell an operator, who finds it in the log as ${id}.`,
        }),
      );
    };
    next();
  };
}

function isErrorBody(body: unknown): body is ErrorResponseBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    isError(body.error)
  );
}

/** An error is of the database, or passes on one that is, which another plugin answered with. */
function isOfTrouble(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  const { name, statusCode, body: passedOn } = error;
  return (
    databaseTroubleOf(error) !== undefined ||
    (name === 'ResponseError' && Number(statusCode) > 500) ||
    (isErrorBody(passedOn) && isOfTrouble(passedOn.error))
  );
}

/** These have been made ready for callers by whoever answers with them. */
function isForCallers({ name, message }: { name: string; message: string }) {
  return (
    name === LedgerIntegrityError.name ||
    /\b(in the log as \S+|logId=\w+)$/.test(message)
  );
}

function withError(
  { request }: ErrorResponseBody,
  statusCode: number,
  { name, message }: { name: string; message: string },
): ErrorResponseBody {
  return { error: { name, message }, request, response: { statusCode } };
}

/** Sets up the portal's HTTP router as Backstage does, with this before everything else. */
export function configureHttpRouter({
  app,
  applyDefaults,
  config,
  logger,
  middleware,
  server,
}: RootHttpRouterConfigureContext): void {
  app.use(lastAnswers(server), answersOfTrouble(logger));
  const pages = config.getOptionalString('app.packageName') ?? 'app';
  app.use('/static', middleware.helmet());
  app.use(compressedPages(resolvePackagePath(pages, 'dist/static')));
  applyDefaults();
}

/** The portal's HTTP router. */
export const httpRouterOfThePortal = rootHttpRouterServiceFactory({
  configure: configureHttpRouter,
});
