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

/** Where a part stands. Its text is made only for an error: every record is checked, and hardly any is wrong. */
interface Place {
  within?: Place;
  step: string | number;
}

const ROOT: Place = { step: '' };

function pathOf({ within, step }: Place): string {
  return within ? pathOf(within) + pathStep(step) : '$';
}

function refuse(place: Place, found: string): never {
  throw new CanonicalJsonError(pathOf(place), found);
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
  assertCanonical(value, ROOT, [], options);
  const text = canonicalize(value);
  if (text === undefined) {
    throw new CanonicalJsonError('$', typeof value);
  }
  return text;
}

function assertCanonical(
  value: unknown,
  place: Place,
  ancestors: object[],
  options: CanonicalJsonOptions,
): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      assertWellFormed(value, place);
      return;
    case 'number':
      if (!Number.isFinite(value)) {
        refuse(place, `the number ${value}`);
      }
      return;
    case 'object':
      if (value !== null) {
        assertContainer(value, place, ancestors, options);
      }
      return;
    default:
      refuse(
        place,
        typeof value === 'undefined'
          ? 'undefined (leave the key out, or write null)'
          : `a ${typeof value}`,
      );
  }
}

function assertContainer(
  value: object,
  place: Place,
  ancestors: object[],
  options: CanonicalJsonOptions,
) {
  if (ancestors.includes(value)) {
    refuse(place, 'a reference to one of its parents');
  }
  if (ancestors.length >= MAX_DEPTH) {
    refuse(place, `nested deeper than ${MAX_DEPTH}`);
  }
  ancestors.push(value);
  if (Array.isArray(value)) {
    assertNoExtraKeys(value, place);
    for (let i = 0; i < value.length; i++) {
      const at = { within: place, step: i };
      assertCanonical(value[i], at, ancestors, options);
    }
  } else {
    assertPlain(value, place);
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined && options.omitUndefined) continue;
      const at = { within: place, step: key };
      assertWellFormed(key, at);
      assertCanonical(member, at, ancestors, options);
    }
  }
  ancestors.pop();
}

/** Dates, Maps, Buffers and class instances hold what their enumerable keys do not show. */
function assertPlain(value: object, place: Place) {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && !isObjectPrototype(prototype)) {
    const name = value.constructor?.name || 'an unknown class';
    refuse(place, `not a plain object but ${name}`);
  }
  const keys = Reflect.ownKeys(value);
  if (keys.length === Object.keys(value).length) return;
  const hidden = keys.find(
    key =>
      typeof key === 'symbol' ||
      !Object.prototype.propertyIsEnumerable.call(value, key),
  );
  refuse(place, `the hidden key ${String(hidden)}`);
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

function assertNoExtraKeys(value: unknown[], place: Place) {
  const keys = Reflect.ownKeys(value);
  // Each place and `length`. Where a place is empty and a key too many the empty place is refused.
  if (keys.length <= value.length + 1) return;
  const extra = keys.find(
    key => typeof key === 'symbol' || !/^(length|\d+)$/.test(key),
  );
  refuse(place, `an array with a key ${String(extra)}`);
}

function assertWellFormed(text: string, place: Place) {
  if (LONE_SURROGATE.test(text)) {
    refuse(place, 'a string with a lone surrogate');
  }
}

function pathStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_$][\w$]*$/.test(step)
    ? `.${step}`
    : `[${JSON.stringify(step)}]`;
}
