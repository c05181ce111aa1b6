import { Server } from 'http';
import { RequestHandler } from 'express';

/**
 * Ends each connection with its next answer once the server takes no new ones. Node closes only those that are idle at
 * that moment; on one that a proxy keeps busy it would go on answering until the process is killed, in the middle of a request.
 */
export function lastAnswers(server: Pick<Server, 'listening'>): RequestHandler {
  return (_req, res, next) => {
    if (!server.listening) res.setHeader('Connection', 'close');
    next();
  };
}
