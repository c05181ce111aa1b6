import { Response } from 'express';
import { ServiceClock } from '../ServiceClock';

/** As proxies count a caller that went away before the answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Calls once when a request is over: answered, or given up by its caller. */
export function afterResponse(
  res: Response,
  clock: ServiceClock,
  done: (outcome: { code: number; seconds: number }) => void,
): void {
  const start = clock.seconds();
  let over = false;
  const end = (code: number) => {
    if (over) return;
    over = true;
    done({ code, seconds: clock.seconds() - start });
  };
  res.once('finish', () => end(res.statusCode));
  res.once('close', () => end(CLIENT_CLOSED_REQUEST));
}
