/** Writes a message of Protocol Buffers, field by field. */
export class ProtoWriter {
  readonly #bytes: number[] = [];

  whole(field: number, value: number): this {
    return this.#tag(field, 0).#varint(BigInt(value));
  }

  /** A number that may be below 0, as `sint32` and `sint64` have it. */
  signed(field: number, value: number): this {
    const zigzag = value < 0 ? BigInt(-value) * 2n - 1n : BigInt(value) * 2n;
    return this.#tag(field, 0).#varint(zigzag);
  }

  double(field: number, value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.#tag(field, 1).#bytes.push(...bytes);
    return this;
  }

  text(field: number, value: string): this {
    return this.#chunk(field, Buffer.from(value));
  }

  message(field: number, write: (writer: ProtoWriter) => unknown): this {
    const writer = new ProtoWriter();
    write(writer);
    return this.#chunk(field, writer.bytes());
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }

  /** With its length before it, as in a stream of messages. */
  delimited(): Buffer {
    const length = new ProtoWriter().#varint(BigInt(this.#bytes.length));
    return Buffer.concat([length.bytes(), this.bytes()]);
  }

  #chunk(field: number, chunk: Uint8Array): this {
    this.#tag(field, 2).#varint(BigInt(chunk.length));
    for (const byte of chunk) this.#bytes.push(byte);
    return this;
  }

  #tag(field: number, wire: number): this {
    return this.#varint(BigInt(field * 8 + wire));
  }

  #varint(value: bigint): this {
    let rest = value;
    for (; rest >= 128n; rest >>= 7n) {
      this.#bytes.push(Number(rest & 127n) + 128);
    }
    this.#bytes.push(Number(rest));
    return this;
  }
}
