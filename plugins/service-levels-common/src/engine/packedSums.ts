/**
 * Numbers as few bytes as they need: whole ones from 0 to 2^45 seven bits a byte, the lowest first, and any other as it is.
 */
const WHOLE_BELOW = 2 ** 45;
const AS_IT_IS = 1;

/** Writes numbers one after the other. */
export class NumberWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;

  put(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < WHOLE_BELOW) {
      this.#reserve(8);
      // Doubled: what is odd stands for a number as it is.
      let rest = value * 2;
      while (rest >= 128) {
        this.#bytes[this.#length++] = (rest % 128) + 128;
        rest = Math.floor(rest / 128);
      }
      this.#bytes[this.#length++] = rest;
      return;
    }
    this.#reserve(9);
    this.#bytes[this.#length++] = AS_IT_IS;
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value);
    this.#length += 8;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what a {@link NumberWriter} has written. */
export class NumberReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @throws RangeError where nothing is left */
  take(): number {
    const bytes = this.#bytes;
    const first = bytes[this.#at];
    if (first === undefined) throw new RangeError('No number is left');
    if (first < 128) {
      this.#at += 1;
      if (first % 2 === 0) return first / 2;
      const value = this.#view.getFloat64(this.#at);
      this.#at += 8;
      return value;
    }
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte === undefined) throw new RangeError('No number is left');
      this.#at += 1;
      value += (byte & 127) * weight;
      if (byte < 128) return value / 2;
      weight *= 128;
    }
  }
}
