import { RequestHandler } from 'express';
import { afterResponse } from '../routes/afterResponse';
import { ServiceClock } from '../ServiceClock';
import { Logger, Severity } from './Logger';
import { traceFields } from './trace';

/** One entry a request, with `httpRequest` as Cloud Logging shows it. Query strings are left out: they may be private. */
export function logRequests(
  logger: Logger,
  clock: ServiceClock,
  project: string | undefined,
): RequestHandler {
  return (req, res, next) => {
    afterResponse(res, clock, ({ code, seconds }) => {
      const path = req.originalUrl.split('?')[0];
      logger.log(severityOf(code), `${req.method} ${path} ${code}`, {
        httpRequest: {
          requestMethod: req.method,
          requestUrl: path,
          status: code,
          latency: `${seconds.toFixed(6)}s`,
          protocol: `HTTP/${req.httpVersion}`,
          userAgent: req.get('user-agent'),
          remoteIp: req.socket.remoteAddress,
          responseSize: res.get('content-length'),
        },
        ...traceFields(req.headers, project),
      });
    });
    next();
  };
}

function severityOf(code: number): Severity {
  if (code >= 500) return 'ERROR';
  return code >= 400 ? 'WARNING' : 'INFO';
}
