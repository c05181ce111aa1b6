import {
  ExactNumber,
  isSecretName,
  looksSecret,
  parseExactJson,
  REDACTED,
  Secret,
} from '@countersign/plugin-governance-common';
import { TerraformChange, TerraformPlan } from './planSchema';
import { providerConstants } from './providers';
import { SecretFinder } from './secretFinder';
import { isSecretOption, namedValues } from './namedValues';
import { holdsSecret, isContainer, mapMembers, member } from './values';

/** A change whose `before` and `after` hold a {@link Secret} wherever a value must not be seen. */
export interface HiddenChange {
  before: unknown;
  after: unknown;
}

/** A text may be JSON that holds a text that is JSON, and so on. */
const MOST_NESTED = 3;

/** Which texts are worth to be remembered, and how many. */
const SHORTEST_KEPT = 64;
const MOST_KEPT = 100_000;

/** A key may repeat a secret by chance when it is shorter. */
const SHORTEST_KEY = 8;

/** What is done rather than with what. */
const settings =
  /^(?:none|required|optional|AWS_IAM|CUSTOM|COGNITO_USER_POOLS|true|false)$/i;

/** Names of a text that is a secret, and of a block of settings. */
const blocks = /^auth(?:orization)?$/i;

/** How much of a text in base64 shows whether it is one. */
const BEGINNING = 40;

/** Hides the secrets of one plan. */
export class SecretHider {
  readonly #finder: SecretFinder;
  /** Texts that were judged: each is met again, before and after, and for the digest. */
  readonly #judged = new Map<string, boolean>();

  private constructor(finder: SecretFinder) {
    this.#finder = finder;
  }

  /** Learns every secret of the plan first: a value marked in one place is hidden in all places. */
  static of(plan: TerraformPlan): SecretHider {
    const secrets = new Set<string>();
    for (const { value, sensitive } of allValues(plan)) {
      collect(value, sensitive, secrets);
    }
    return new SecretHider(new SecretFinder(secrets));
  }

  hide(change: TerraformChange): HiddenChange {
    return {
      before: this.hideValue(change.before ?? null, change.before_sensitive),
      after: this.hideValue(change.after ?? null, change.after_sensitive),
    };
  }

  /** The value with a {@link Secret} wherever one stands; `sensitive` is Terraform's map of marks. */
  hideValue(value: unknown, sensitive?: unknown): unknown {
    return this.#hide(value, sensitive, 0);
  }

  #hide(value: unknown, sensitive: unknown, nested: number): unknown {
    if (value === null || value === undefined) return value;
    if (sensitive === true) return new Secret(value);
    if (typeof value === 'string') {
      return this.#isSecretText(value, nested) ? new Secret(value) : value;
    }
    if (typeof value === 'number' || value instanceof ExactNumber) {
      return this.#finder.isIn(String(value)) ? new Secret(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map((item, i) =>
        isSecretOption(value[i - 1]) && isConcealable(item)
          ? new Secret(item)
          : this.#hide(item, below(sensitive, i), nested),
      );
    }
    return isContainer(value)
      ? this.#hideMembers(value, sensitive, nested)
      : value;
  }

  /** Terraform's map of what is unknown, where a key that holds a secret makes all of its object unknown. */
  hideUnknown(unknown: unknown): unknown {
    if (Array.isArray(unknown)) {
      return unknown.map(item => this.hideUnknown(item));
    }
    if (!isContainer(unknown)) return unknown;
    return Object.keys(unknown).some(key => this.#isSecretKey(key))
      ? true
      : mapMembers(unknown, item => this.hideUnknown(item));
  }

  /** An address without the keys of instances that hold a secret. */
  hideAddress(address: string): string {
    return address.replace(
      /\["((?:[^"\\]|\\.)*)"\]/g,
      (instance, key: string) =>
        this.#isSecretKey(key) ? `["${REDACTED}"]` : instance,
    );
  }

  #isSecretKey(key: string): boolean {
    return (
      key.length >= SHORTEST_KEY && (this.#finder.isIn(key) || looksSecret(key))
    );
  }

  #hideMembers(value: object, sensitive: unknown, nested: number): unknown {
    // A secret within a key: nothing of the object can be shown.
    if (Object.keys(value).some(key => this.#isSecretKey(key))) {
      return new Secret(value);
    }
    const named = namedValues(value);
    return mapMembers(value, (item, key) =>
      (isSecretName(key) || named.has(key)) && isConcealable(item, key)
        ? new Secret(item)
        : this.#hide(item, below(sensitive, key), nested),
    );
  }

  #isSecretText(text: string, nested: number): boolean {
    if (text.length < SHORTEST_KEPT) return this.#judge(text, nested);
    const kept = this.#judged.get(text);
    if (kept !== undefined) return kept;
    const verdict = this.#judge(text, nested);
    if (this.#judged.size < MOST_KEPT) this.#judged.set(text, verdict);
    return verdict;
  }

  #judge(text: string, nested: number): boolean {
    if (this.#finder.isIn(text)) return true;
    if (nested < MOST_NESTED) {
      const json = jsonIn(text);
      // Each of its values is judged by itself.
      if (json) return holdsSecret(this.#hide(json, undefined, nested + 1));
      const inside = textInBase64(text);
      if (inside && this.#isSecretText(inside, nested + 1)) return true;
    }
    return looksSecret(text);
  }
}

/** Every value of a plan that is stored or hashed, with Terraform's marks. */
function* allValues(
  plan: TerraformPlan,
): Generator<{ value: unknown; sensitive?: unknown }> {
  const changes = [
    ...(plan.resource_changes ?? []).map(r => r.change),
    ...(plan.resource_drift ?? []).map(r => r.change),
    ...(plan.output_changes ?? []).map(output => output.change),
  ];
  for (const change of changes) {
    yield { value: change.before, sensitive: change.before_sensitive };
    yield { value: change.after, sensitive: change.after_sensitive };
  }
  const invocations = [
    ...(plan.action_invocations ?? []),
    ...(plan.deferred_action_invocations ?? []).map(d => d.action_invocation),
  ];
  for (const { config_values, config_sensitive } of invocations) {
    yield { value: config_values, sensitive: config_sensitive };
  }
  yield { value: providerConstants(plan) };
}

/**
 * A boolean under a name such as `rotate_token` is no secret, and neither is nothing, or how it is done; `auth` may be a
 * block of several settings, each of which is judged.
 */
function isConcealable(value: unknown, key = ''): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'boolean') return false;
  if (typeof value === 'string') return !settings.test(value);
  return !isContainer(value) || !blocks.test(key);
}

function below(sensitive: unknown, key: string | number): unknown {
  return isContainer(sensitive) ? member(sensitive, key) : sensitive;
}

/** Adds the texts and numbers of a value that are marked as sensitive, or are below a secret's name. */
function collect(value: unknown, sensitive: unknown, into: Set<string>) {
  if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    value instanceof ExactNumber
  ) {
    if (sensitive === true) into.add(String(value));
  } else if (Array.isArray(value)) {
    value.forEach((item, i) =>
      collect(
        item,
        sensitive === true ||
          isSecretOption(value[i - 1]) ||
          below(sensitive, i),
        into,
      ),
    );
  } else if (isContainer(value)) {
    const named = namedValues(value);
    for (const [key, item] of Object.entries(value)) {
      if (sensitive === true && isTelling(key)) into.add(key);
      const secret =
        (isSecretName(key) || named.has(key)) && isConcealable(item, key);
      collect(
        item,
        sensitive === true || secret || below(sensitive, key),
        into,
      );
    }
  }
}

/** Whether a key of a marked map may be a secret itself, and not the name of an attribute. */
function isTelling(key: string): boolean {
  return key.length >= SHORTEST_KEY && /\d/.test(key) && /[A-Za-z]/.test(key);
}

function jsonIn(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseExactJson(text) as object;
  } catch {
    return undefined;
  }
}

/** What a text says that is base64 from beginning to end. */
function textInBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/_\r\n-]{16,}={0,2}\s*$/.test(text)) return undefined;
  const standard = text
    .replace(/\s+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  // Most that look like it are names and hashes, and their beginning shows it.
  return isReadable(standard.slice(0, BEGINNING))
    ? decoded(standard)
    : undefined;
}

function isReadable(base64: string): boolean {
  const text = decoded(base64);
  return text !== undefined && !/[^\P{Cc}\t\n\r]/u.test(text);
}

function decoded(base64: string): string | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, {
      // A character may go on behind the beginning.
      stream: true,
    });
  } catch {
    return undefined;
  }
}
