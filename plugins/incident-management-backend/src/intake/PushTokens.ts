import { ServiceUnavailableError } from '@backstage/errors';
import { createRemoteJWKSet, errors, jwtVerify, JWTVerifyGetKey } from 'jose';
import { Credential } from './settings';

type PubSub = Extract<Credential, { pubsub: unknown }>['pubsub'];

/** Why a token is none that is expected; anything else is a trouble of ours, and the sender comes again. */
const refusals = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/** The tokens by which Pub/Sub shows who pushes: signed by the issuer, for this audience, by that service account. */
export class PushTokens {
  readonly #keys = new Map<string, JWTVerifyGetKey>();

  /**
   * @returns whether the token is what the subscription would show
   * @throws ServiceUnavailableError when the keys of the issuer cannot be read
   */
  async verify(
    token: string,
    { audience, email, issuer, keys }: PubSub,
  ): Promise<boolean> {
    try {
      const { payload } = await jwtVerify(token, this.#keysAt(keys), {
        audience,
        issuer: [issuer, issuer.replace(/^https:\/\//, '')],
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp'],
        clockTolerance: 60,
      });
      return payload.email === email && payload.email_verified === true;
    } catch (error) {
      if (refusals.some(refusal => error instanceof refusal)) return false;
      throw new ServiceUnavailableError(
        'The keys of the issuer of push tokens cannot be read. Push again in a moment.',
      );
    }
  }

  #keysAt(url: string): JWTVerifyGetKey {
    const known = this.#keys.get(url);
    if (known) return known;
    const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: 5_000 });
    this.#keys.set(url, keys);
    return keys;
  }
}
