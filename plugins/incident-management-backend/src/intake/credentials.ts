import { createHash, createHmac, timingSafeEqual } from 'crypto';
import { Request } from 'express';
import { PushTokens } from './PushTokens';
import { Credential, Integration } from './settings';
import { Shown } from './urlTokens';

/** Whether a sender is let in; `later` where only its body tells. */
export type Admission = 'yes' | 'no' | 'later';

/** In a time that says nothing of where the two differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Looks at every credential of the integration, whichever fits. */
export async function admitByHeaders(
  { credentials }: Integration,
  shown: Shown,
  tokens: PushTokens,
): Promise<Admission> {
  const answers = await Promise.all(
    credentials.map(credential => admitBy(credential, shown, tokens)),
  );
  if (answers.includes('yes')) return 'yes';
  return answers.includes('later') ? 'later' : 'no';
}

async function admitBy(
  credential: Credential,
  { authorization = '', urlToken }: Shown,
  tokens: PushTokens,
): Promise<Admission> {
  const is = (fits: boolean): Admission => (fits ? 'yes' : 'no');
  if ('basic' in credential) {
    const { username, password } = credential.basic;
    const encoded = Buffer.from(`${username}:${password}`).toString('base64');
    return is(
      same(authorization.replace(/^basic\s+/i, 'Basic '), `Basic ${encoded}`),
    );
  }
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  if ('bearer' in credential) {
    return is(bearer !== undefined && same(bearer, credential.bearer));
  }
  if ('urlToken' in credential) {
    return is(urlToken !== undefined && same(urlToken, credential.urlToken));
  }
  if ('pubsub' in credential) {
    return is(
      bearer !== undefined && (await tokens.verify(bearer, credential.pubsub)),
    );
  }
  return 'later';
}

/** Of a sender whose body tells: its signature, or a key in it. */
export function admitByBody(
  { credentials }: Integration,
  req: Request,
  body: Buffer,
  routingKey: unknown,
): boolean {
  const signature = req.header('x-grafana-alerting-signature') ?? '';
  return credentials
    .map(credential => {
      if ('hmac' in credential) {
        return same(
          signature.replace(/^sha256=/i, '').toLowerCase(),
          createHmac('sha256', credential.hmac).update(body).digest('hex'),
        );
      }
      return (
        'routingKey' in credential &&
        typeof routingKey === 'string' &&
        same(routingKey, credential.routingKey)
      );
    })
    .some(Boolean);
}
