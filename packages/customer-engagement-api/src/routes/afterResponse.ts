import { Response } from 'express';

/** As proxies count a caller that went away before the answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Calls once when a request is over: answered, or given up by its caller. */
export function afterResponse(
  res: Response,
  done: (outcome: { code: number; seconds: number }) => void,
): void {
  const start = process.hrtime.bigint();
  let over = false;
  const end = (code: number) => {
    if (over) return;
    over = true;
    done({ code, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
  };
  res.once('finish', () => end(res.statusCode));
  res.once('close', () => end(CLIENT_CLOSED_REQUEST));
}
