import { ExactNumber, numberOf } from './ExactNumber';

/** Beyond it nothing is read: deeper values would take the reader's own stack with them. */
const DEEPEST = 1000;

/** The JSON of a value, with the text of each {@link ExactNumber} as the number it is. */
export function exactJson(value: unknown): string | undefined {
  if (value instanceof ExactNumber) return value.toString();
  if (typeof value !== 'object' || value === null || saysItsJson(value)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(item => exactJson(item) ?? 'null').join(',')}]`;
  }
  const members: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    const json = exactJson(item);
    if (json !== undefined) members.push(`${JSON.stringify(key)}:${json}`);
  }
  return `{${members.join(',')}}`;
}

/** Such as a date. A foreign member of that name is a value, and no function. */
function saysItsJson(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const keywords = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const value = this.#value();
    if (this.#at < this.#text.length) throw this.#wrong();
    return value;
  }

  /** The value that begins here, and the blanks around it. */
  #value(): unknown {
    this.#blanks();
    const value = this.#bareValue();
    this.#blanks();
    return value;
  }

  #bareValue(): unknown {
    switch (this.#text.charCodeAt(this.#at)) {
      case QUOTE:
        return this.#string();
      case OPEN_BRACE:
        return this.#nested(() => this.#object());
      case OPEN_BRACKET:
        return this.#nested(() => this.#array());
      default:
        return this.#number() ?? this.#keyword();
    }
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      throw new SyntaxError(`The JSON is nested more than ${DEEPEST} deep`);
    }
    this.#at += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): object {
    const object = {};
    this.#blanks();
    if (this.#takes(CLOSE_BRACE)) return object;
    do {
      this.#blanks();
      const key = this.#string();
      this.#blanks();
      this.#demand(COLON);
      setMember(object, key, this.#value());
    } while (this.#takes(COMMA));
    this.#demand(CLOSE_BRACE);
    return object;
  }

  #array(): unknown[] {
    const array: unknown[] = [];
    this.#blanks();
    if (this.#takes(CLOSE_BRACKET)) return array;
    do array.push(this.#value());
    while (this.#takes(COMMA));
    this.#demand(CLOSE_BRACKET);
    return array;
  }

  #string(): string {
    this.#demand(QUOTE);
    const start = this.#at;
    let end = start - 1;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) throw this.#wrong();
    } while (this.#isEscaped(end, start));
    this.#at = end + 1;
    const raw = this.#text.slice(start, end);
    // What has an escape, or a character that would need one, is left to the engine to read or to refuse.
    if (!/[\\\p{Cc}]/u.test(raw)) return raw;
    try {
      return JSON.parse(`"${raw}"`);
    } catch {
      throw this.#wrong();
    }
  }

  #isEscaped(end: number, start: number): boolean {
    let backslashes = 0;
    while (
      end - 1 - backslashes >= start &&
      this.#text.charCodeAt(end - 1 - backslashes) === BACKSLASH
    ) {
      backslashes += 1;
    }
    return backslashes % 2 === 1;
  }

  #number(): number | ExactNumber | undefined {
    numberToken.lastIndex = this.#at;
    const token = numberToken.exec(this.#text)?.[0];
    if (token === undefined) return undefined;
    this.#at += token.length;
    return numberOf(token);
  }

  #keyword(): boolean | null {
    for (const [word, value] of keywords) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    throw this.#wrong();
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
        return;
      }
      this.#at += 1;
    }
  }

  #takes(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }

  #demand(code: number): void {
    if (!this.#takes(code)) throw this.#wrong();
  }

  #wrong(): SyntaxError {
    return new SyntaxError(`The JSON is damaged at character ${this.#at}`);
  }
}

/** Assigning to `__proto__` would set the prototype instead. */
function setMember(object: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    (object as Record<string, unknown>)[key] = value;
  }
}

/**
 * Reads JSON (RFC 8259) and keeps every number as its text says it: as a JavaScript number where that is the same, and
 * else as an {@link ExactNumber}. A member `__proto__` is a member like any other. Of members with one name the last
 * counts, as for `JSON.parse`.
 *
 * It takes about as long as `JSON.parse`: strings are cut out of the text whole. Libraries that keep numbers read
 * strings character by character, or lose `__proto__`.
 *
 * @throws SyntaxError which quotes nothing of the text
 */
export function parseExactJson(text: string): unknown {
  return new Reader(text).read();
}
