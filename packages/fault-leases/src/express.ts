import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  answerFaultRequest,
  FaultAnswer,
  FaultApiOptions,
  problemAnswer,
} from './FaultApi';
import { FaultBoard } from './FaultBoard';
import { FaultProblem } from './FaultProblem';
import { MeetOptions, meetFaults } from './meetFaults';
import { readJson } from './readJson';

/** A handler as Express, Connect and plain Node take it. */
export type Handler = (
  req: IncomingMessage & { body?: unknown; path?: string },
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** The routes of faults, as a handler: mount it at the root of the service, also before whatever parses bodies. */
export function expressFaultRoutes(options: FaultApiOptions): Handler {
  return (req, res, next) => {
    const path = pathOf(req);
    if (!/^\/faults(\/|$)/.test(path)) {
      next();
      return;
    }
    bodyOf(req)
      .then(body =>
        answerFaultRequest(
          {
            ...{ path, body },
            method: req.method ?? 'GET',
            authorization: req.headers.authorization,
          },
          options,
        ),
      )
      .then(answer => {
        if (answer) send(res, answer);
        else next();
      })
      .catch(error => {
        if (error instanceof FaultProblem) send(res, problemAnswer(error));
        else next(error);
      });
  };
}

/** Lets requests meet the faults that are on: put it before the routes that are to be hit, and not before health checks. */
export function expressFaults(
  board: FaultBoard,
  options: MeetOptions = {},
): Handler {
  return (_req, res, next) => {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    meetFaults(board, { ...options, signal: gone.signal })
      .then(answer => {
        if (answer) send(res, answer);
        else next();
      })
      .catch(error => {
        // Nobody waits for the answer any more.
        if (!gone.signal.aborted) next(error);
      });
  };
}

function pathOf({ path, url = '/' }: { path?: string; url?: string }): string {
  return path ?? url.split('?')[0];
}

/** Parsed already where something before has done it. */
async function bodyOf(
  req: IncomingMessage & { body?: unknown },
): Promise<unknown> {
  if (req.body !== undefined) return req.body;
  return req.method === 'POST' ? readJson(req) : undefined;
}

function send(res: ServerResponse, { status, body, headers }: FaultAnswer) {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers ?? {})) {
    res.setHeader(name, value);
  }
  if (body === undefined) {
    res.end();
    return;
  }
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify(body));
}
