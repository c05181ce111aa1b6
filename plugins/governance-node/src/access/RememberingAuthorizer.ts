import { BackstageServicePrincipal } from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { Authorizer } from './Authorizer';
import { Lately } from '../reads/Lately';
import { Caller } from './Caller';

/** A page asks for its parts, and a pipeline asks again, within as much. What somebody loses, they keep no longer. */
const REMEMBERED_MS = 2000;
/**
 * Asks once for what the same caller does within two seconds: each question to the permission backend is a request with
 * three signatures to check, and most of what an answer costs. A refusal is never remembered, so that what was just
 * granted works at once.
 */
export class RememberingAuthorizer<R> implements Authorizer<R> {
  readonly #authorizer: Authorizer<R>;
  readonly #rights: Lately<R>;
  readonly #granted: Lately<void>;

  constructor(authorizer: Authorizer<R>, now: () => number = Date.now) {
    this.#authorizer = authorizer;
    this.#rights = new Lately({ ms: REMEMBERED_MS, now });
    this.#granted = new Lately({ ms: REMEMBERED_MS, now });
  }

  rights(caller: Caller): Promise<R> {
    return this.#rights.ask(callerKey(caller), () =>
      this.#authorizer.rights(caller),
    );
  }

  demand(
    caller: Caller,
    permission: BasicPermission,
    message?: string,
  ): Promise<void> {
    return this.#granted.ask(`${permission.name} ${callerKey(caller)}`, () =>
      this.#authorizer.demand(caller, permission, message),
    );
  }
}

/** The same person through another plugin is another caller, and so is a service by a token that is restricted. */
export function callerKey({
  kind,
  ref,
  via = '',
  credentials,
}: Caller): string {
  const principal = credentials?.principal as
    | BackstageServicePrincipal
    | undefined;
  return JSON.stringify([
    kind,
    ref,
    via,
    principal?.accessRestrictions ?? null,
  ]);
}
