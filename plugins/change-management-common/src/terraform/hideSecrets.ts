import { isSecretName, looksSecret, Secret } from './secrets';
import { SecretFinder } from './secretFinder';
import { TerraformChange, TerraformPlan } from './planSchema';

/** A change whose `before` and `after` hold a {@link Secret} wherever a value must not be seen. */
export interface HiddenChange {
  before: unknown;
  after: unknown;
}

/** Hides the secrets of the changes of one plan. */
export class SecretHider {
  readonly #finder: SecretFinder;

  private constructor(finder: SecretFinder) {
    this.#finder = finder;
  }

  /** Learns every secret of the plan first: a value marked in one place is hidden in all places. */
  static of(plan: TerraformPlan): SecretHider {
    const secrets = new Set<string>();
    for (const change of allChanges(plan)) {
      collect(change.before, change.before_sensitive, secrets);
      collect(change.after, change.after_sensitive, secrets);
    }
    return new SecretHider(new SecretFinder(secrets));
  }

  hide(change: TerraformChange): HiddenChange {
    return {
      before: this.#hide(change.before ?? null, change.before_sensitive),
      after: this.#hide(change.after ?? null, change.after_sensitive),
    };
  }

  #hide(value: unknown, sensitive: unknown): unknown {
    if (value === null || value === undefined) return value;
    if (sensitive === true) return new Secret(value);
    if (typeof value === 'string') {
      return this.#finder.isIn(value) || looksSecret(value)
        ? new Secret(value)
        : value;
    }
    if (typeof value === 'number') {
      return this.#finder.isIn(String(value)) ? new Secret(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map((item, i) => this.#hide(item, below(sensitive, i)));
    }
    if (typeof value === 'object') {
      return this.#hideMembers(value, sensitive);
    }
    return value;
  }

  #hideMembers(value: object, sensitive: unknown): unknown {
    const entries = Object.entries(value);
    // A secret within a key: nothing of the object can be shown. Short ones are more likely to be ordinary keys.
    if (entries.some(([key]) => key.length >= 8 && this.#finder.isIn(key))) {
      return new Secret(value);
    }
    // From entries, so that a key "__proto__" stays an ordinary key.
    return Object.fromEntries(
      entries.map(([key, item]) => [
        key,
        isSecretName(key) && isConcealable(item)
          ? new Secret(item)
          : this.#hide(item, below(sensitive, key)),
      ]),
    );
  }
}

function allChanges(plan: TerraformPlan): TerraformChange[] {
  return [
    ...(plan.resource_changes ?? []).map(r => r.change),
    ...(plan.resource_drift ?? []).map(r => r.change),
    ...Object.values(plan.output_changes ?? {}),
  ];
}

/** A boolean under a name such as `rotate_token` is no secret, and neither is nothing. */
function isConcealable(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean';
}

function below(sensitive: unknown, key: string | number): unknown {
  if (typeof sensitive !== 'object' || sensitive === null) return sensitive;
  if (Array.isArray(sensitive)) return sensitive[Number(key)];
  const map = sensitive as Record<string, unknown>;
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Adds the texts and numbers of a value that are marked as sensitive, or are below a secret's name. */
function collect(value: unknown, sensitive: unknown, into: Set<string>) {
  if (typeof value === 'string' || typeof value === 'number') {
    if (sensitive === true) into.add(String(value));
  } else if (Array.isArray(value)) {
    value.forEach((item, i) =>
      collect(item, sensitive === true || below(sensitive, i), into),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const marked =
        sensitive === true || isSecretName(key) || below(sensitive, key);
      collect(item, marked, into);
    }
  }
}
