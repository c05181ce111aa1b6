import { BackstageServicePrincipal } from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { Authorizer } from './Authorizer';
import { Caller } from './Caller';

/** A page asks for its parts, and a pipeline asks again, within as much. What somebody loses, they keep no longer. */
const REMEMBERED_MS = 2000;
/** More callers than ask within that time; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

/**
 * Asks once for what the same caller does within two seconds: each question to the permission backend is a request with
 * three signatures to check, and most of what an answer costs. A refusal is never remembered, so that what was just
 * granted works at once.
 */
export class RememberingAuthorizer<R> implements Authorizer<R> {
  readonly #authorizer: Authorizer<R>;
  readonly #now: () => number;
  readonly #rights: Remembered<R>;
  readonly #granted: Remembered<void>;

  constructor(authorizer: Authorizer<R>, now: () => number = Date.now) {
    this.#authorizer = authorizer;
    this.#now = now;
    this.#rights = new Map();
    this.#granted = new Map();
  }

  rights(caller: Caller): Promise<R> {
    return this.#remember(this.#rights, keyOf(caller), () =>
      this.#authorizer.rights(caller),
    );
  }

  demand(caller: Caller, permission: BasicPermission): Promise<void> {
    return this.#remember(
      this.#granted,
      `${permission.name} ${keyOf(caller)}`,
      () => this.#authorizer.demand(caller, permission),
    );
  }

  #remember<T>(
    remembered: Remembered<T>,
    key: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    const now = this.#now();
    const known = remembered.get(key);
    if (known && now < known.until) return known.answer;
    const answer = ask();
    remembered.delete(key);
    remembered.set(key, { answer, until: now + REMEMBERED_MS });
    answer.catch(() => {
      if (remembered.get(key)?.answer === answer) remembered.delete(key);
    });
    if (remembered.size > MOST_REMEMBERED) {
      remembered.delete(remembered.keys().next().value as string);
    }
    return answer;
  }
}

type Remembered<T> = Map<string, { answer: Promise<T>; until: number }>;

/** The same person through another plugin is another caller, and so is a service by a token that is restricted. */
function keyOf({ kind, ref, via = '', credentials }: Caller): string {
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
