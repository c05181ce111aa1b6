import canonicalize from 'canonicalize';

/** Any value that JSON can carry. */
export type LedgerJson =
  | string
  | number
  | boolean
  | null
  | LedgerJson[]
  | { [key: string]: LedgerJson };

/** How deep arrays and objects may nest: far beyond any record, and well short of the stack. */
const MAX_DEPTH = 200;

/** With the `u` flag a pair counts as one code point, so only surrogates without their partner match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A value has no RFC 8785 form.
 */
export class CanonicalJsonError extends TypeError {
  /** Where it stands, as a JSON path: `$.data.items[3].when`. */
  readonly path: string;

  constructor(path: string, found: string) {
    super(`${path} has no canonical JSON form: ${found}`);
    this.name = 'CanonicalJsonError';
    this.path = path;
  }
}

export interface CanonicalJsonOptions {
  omitUndefined?: boolean;
}

/**
 * The RFC 8785 (JCS) canonical JSON of a value: the same value always gives the same text, on every platform.
 *
 * `JSON.stringify` and the JCS libraries built on it silently drop `undefined` and functions and turn a `Date` into a
 * string. A ledger must never record something other than what it was given, so all of these are errors here.
 *
 * @param options - `omitUndefined`: members that are `undefined` count as absent, as for what is compared but not
 *   recorded. In an array `undefined` stays an error: it has a place there.
 * @throws CanonicalJsonError naming the path of the first part that JCS cannot hold
 */
export function canonicalJson(
  value: unknown,
  options: CanonicalJsonOptions = {},
): string {
  assertCanonical(value, '$', [], options);
  const text = canonicalize(value);
  if (text === undefined) {
    throw new CanonicalJsonError('$', typeof value);
  }
  return text;
}

function assertCanonical(
  value: unknown,
  path: string,
  ancestors: object[],
  options: CanonicalJsonOptions,
): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      assertWellFormed(value, path);
      return;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new CanonicalJsonError(path, `the number ${value}`);
      }
      return;
    case 'object':
      if (value !== null) {
        assertContainer(value, path, ancestors, options);
      }
      return;
    default:
      throw new CanonicalJsonError(
        path,
        typeof value === 'undefined'
          ? 'undefined (leave the key out, or write null)'
          : `a ${typeof value}`,
      );
  }
}

function assertContainer(
  value: object,
  path: string,
  ancestors: object[],
  options: CanonicalJsonOptions,
) {
  if (ancestors.includes(value)) {
    throw new CanonicalJsonError(path, 'a reference to one of its parents');
  }
  if (ancestors.length >= MAX_DEPTH) {
    throw new CanonicalJsonError(path, `nested deeper than ${MAX_DEPTH}`);
  }
  ancestors.push(value);
  if (Array.isArray(value)) {
    assertNoExtraKeys(value, path);
    for (let i = 0; i < value.length; i++) {
      assertCanonical(value[i], `${path}[${i}]`, ancestors, options);
    }
  } else {
    assertPlain(value, path);
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined && options.omitUndefined) continue;
      const memberPath = `${path}${pathStep(key)}`;
      assertWellFormed(key, memberPath);
      assertCanonical(member, memberPath, ancestors, options);
    }
  }
  ancestors.pop();
}

/** Dates, Maps, Buffers and class instances hold what their enumerable keys do not show. */
function assertPlain(value: object, path: string) {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && !isObjectPrototype(prototype)) {
    const name = value.constructor?.name || 'an unknown class';
    throw new CanonicalJsonError(path, `not a plain object but ${name}`);
  }
  const hidden = Reflect.ownKeys(value).find(
    key =>
      typeof key === 'symbol' ||
      !Object.prototype.propertyIsEnumerable.call(value, key),
  );
  if (hidden !== undefined) {
    throw new CanonicalJsonError(path, `the hidden key ${String(hidden)}`);
  }
}

/** Told by shape, so that a plain object from another realm (an iframe, a test's sandbox) is one too. */
function isObjectPrototype(prototype: unknown): boolean {
  return (
    prototype === Object.prototype ||
    (typeof prototype === 'object' &&
      prototype !== null &&
      Object.getPrototypeOf(prototype) === null &&
      Object.prototype.hasOwnProperty.call(prototype, 'isPrototypeOf'))
  );
}

function assertNoExtraKeys(value: unknown[], path: string) {
  const extra = Reflect.ownKeys(value).find(
    key => typeof key === 'symbol' || !/^(length|\d+)$/.test(key),
  );
  if (extra !== undefined) {
    throw new CanonicalJsonError(path, `an array with a key ${String(extra)}`);
  }
}

function assertWellFormed(text: string, path: string) {
  if (LONE_SURROGATE.test(text)) {
    throw new CanonicalJsonError(path, 'a string with a lone surrogate');
  }
}

function pathStep(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key)
    ? `.${key}`
    : `[${JSON.stringify(key)}]`;
}
