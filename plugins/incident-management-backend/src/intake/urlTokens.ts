import { Request } from 'express';

/** What a sender shows before its body is read. */
export interface Shown {
  authorization: string | undefined;
  urlToken: string | undefined;
}

export function shownBy(req: Request): Shown {
  const { token, auth_token: googles } = req.query;
  const urlToken = token ?? googles;
  return {
    authorization: req.header('authorization'),
    urlToken: typeof urlToken === 'string' ? urlToken : undefined,
  };
}

/** What stands in an address is in logs of requests. */
export function hideToken(req: Request): void {
  const hidden = (url: string) =>
    url.replace(/([?&](?:auth_)?token=)[^&]*/g, '$1[masked]');
  req.originalUrl = hidden(req.originalUrl);
  req.url = hidden(req.url);
}
