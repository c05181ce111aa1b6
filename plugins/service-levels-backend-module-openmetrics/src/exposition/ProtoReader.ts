/** Where a message ends before it should, or has what no message has. */
export class ProtoError extends Error {
  name = 'ProtoError';
}

/** One field of a message: a varint, eight or four bytes, or what has a length. */
export interface ProtoField {
  number: number;
  value: bigint | Uint8Array;
}

/** Reads the wire format of Protocol Buffers. */
export class ProtoReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isDone(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** @throws ProtoError */
  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new ProtoError('ends within a number');
      this.#at += 1;
      value += BigInt(byte % 128) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new ProtoError('has a number of more than 64 bits');
  }

  /** What begins with its length. @throws ProtoError */
  chunk(): Uint8Array {
    return this.#take(Number(this.varint()));
  }

  /** The next field. @throws ProtoError */
  field(): ProtoField {
    const tag = this.varint();
    const number = Number(tag / 8n);
    switch (tag % 8n) {
      case 0n:
        return { number, value: this.varint() };
      case 1n:
        return { number, value: this.#take(8) };
      case 2n:
        return { number, value: this.chunk() };
      case 5n:
        return { number, value: this.#take(4) };
      default:
        throw new ProtoError(`has a field of wire type ${tag % 8n}`);
    }
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ProtoError('ends within a field');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

/** The values of each field of a message, in order. @throws ProtoError */
export class ProtoMessage {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>();

  constructor(bytes: Uint8Array) {
    const reader = new ProtoReader(bytes);
    while (!reader.isDone) {
      const { number, value } = reader.field();
      const known = this.#fields.get(number);
      if (known) known.push(value);
      else this.#fields.set(number, [value]);
    }
  }

  has(field: number): boolean {
    return this.#fields.has(field);
  }

  messages(field: number): ProtoMessage[] {
    return this.#chunks(field).map(bytes => new ProtoMessage(bytes));
  }

  /** The last counts, where one is set twice. */
  message(field: number): ProtoMessage | undefined {
    return this.messages(field).at(-1);
  }

  text(field: number): string {
    const bytes = this.#chunks(field).at(-1);
    return bytes ? new TextDecoder().decode(bytes) : '';
  }

  unsigned(field: number): number {
    return Number(this.#varints(field).at(-1) ?? 0n);
  }

  /** An `int64`, which is written as its two's complement. */
  signed(field: number): number {
    return Number(BigInt.asIntN(64, this.#varints(field).at(-1) ?? 0n));
  }

  /** `sint32` and `sint64`, whether each stands by itself or all in one. */
  zigzags(field: number): number[] {
    return this.#varints(field).map(each =>
      Number(each % 2n === 0n ? each / 2n : -(each / 2n) - 1n),
    );
  }

  doubles(field: number): number[] {
    return this.#chunks(field).flatMap(bytes => {
      if (bytes.length % 8 !== 0) throw new ProtoError('has half a number');
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      return Array.from({ length: bytes.length / 8 }, (_, i) =>
        view.getFloat64(i * 8, true),
      );
    });
  }

  double(field: number): number {
    return this.doubles(field).at(-1) ?? 0;
  }

  #chunks(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).map(value => {
      if (typeof value === 'bigint') {
        throw new ProtoError(`has a number as field ${field}`);
      }
      return value;
    });
  }

  #varints(field: number): bigint[] {
    return (this.#fields.get(field) ?? []).flatMap(value => {
      if (typeof value === 'bigint') return [value];
      const packed = new ProtoReader(value);
      const found: bigint[] = [];
      while (!packed.isDone) found.push(packed.varint());
      return found;
    });
  }
}
