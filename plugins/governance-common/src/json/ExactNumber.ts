/** A decimal number without its sign: its digits without zeros around them, and the power of ten they are times. */
interface Decimal {
  digits: string;
  exponent: bigint;
}

/** Longer texts stand for no number anybody means, and their exponents would have to be computed with. */
const LONGEST_NUMBER = 20_000;

/**
 * A number as its JSON text says it, where a JavaScript number would say something else: `9007199254740993`, `1e400`,
 * `0.10`. It serialises as its text.
 */
export class ExactNumber {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /** A string, for whoever serialises it without knowing of it: never another number. */
  toJSON(): string {
    return this.#text;
  }

  /**
   * One text for each value: as RFC 8785 writes it where a double holds it exactly, and otherwise its digits and its
   * power of ten.
   */
  canonical(): string {
    const text = this.#text;
    const exact = decimalOf(text);
    if (exact.digits === '') return '0';
    const double = Number(text);
    if (Number.isFinite(double) && same(decimalOf(String(double)), exact)) {
      return String(double);
    }
    return `${text.startsWith('-') ? '-' : ''}${exact.digits}e${
      exact.exponent
    }`;
  }
}

/**
 * The number that a JSON number's text says: a JavaScript number where that prints the same, and else an
 * {@link ExactNumber}.
 *
 * @throws RangeError when the text is longer than any number needs
 */
export function numberOf(text: string): number | ExactNumber {
  const value = Number(text);
  if (String(value) === text) return value;
  if (text.length > LONGEST_NUMBER) {
    throw new RangeError(`A number has more than ${LONGEST_NUMBER} digits`);
  }
  return new ExactNumber(text);
}

function decimalOf(text: string): Decimal {
  const [, whole, fraction = '', power = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const all = `${whole}${fraction}`;
  const significant = all.replace(/^0+/, '');
  const digits = withoutTrailingZeros(significant);
  return {
    digits,
    exponent:
      BigInt(power.replace('+', '')) -
      BigInt(fraction.length) +
      BigInt(significant.length - digits.length),
  };
}

/** A loop, since a regular expression would look at each run of zeros from each of its zeros. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function same(a: Decimal, b: Decimal): boolean {
  return a.digits === b.digits && a.exponent === b.exponent;
}
