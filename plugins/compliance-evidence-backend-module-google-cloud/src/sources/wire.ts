/** How a field of a message is to be read. */
export type FieldKind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'struct'
  | 'any'
  | MessageShape;

/** The fields of a message by their numbers: name, kind, and whether there are many. */
export interface MessageShape {
  [number: number]: { name: string; kind: FieldKind; many?: true };
}

type Struct = Record<string, unknown>;

/**
 * Reads a message of protocol buffers by its shape; fields that the shape does not know are left out.
 *
 * @param readAny - what a message of any type becomes
 * @throws RangeError where the bytes are cut off
 */
export function readMessage(
  bytes: Uint8Array,
  shape: MessageShape,
  readAny: (bytes: Uint8Array) => unknown,
): Struct {
  const found: Struct = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const field = shape[number];
    if (!field) continue;
    const read = valueOf(value, field.kind, readAny);
    if (field.many)
      found[field.name] = [...((found[field.name] ?? []) as unknown[]), read];
    else found[field.name] = read;
  }
  return found;
}

function valueOf(
  value: bigint | Uint8Array,
  kind: FieldKind,
  readAny: (bytes: Uint8Array) => unknown,
): unknown {
  if (typeof value === 'bigint') {
    if (kind === 'boolean') return value !== BigInt(0);
    return BigInt.asIntN(64, value).toString();
  }
  switch (kind) {
    case 'text':
      return new TextDecoder().decode(value);
    case 'struct':
      return readStruct(value);
    case 'any':
      return readAny(value);
    case 'integer':
    case 'boolean':
      return undefined;
    default:
      return readMessage(value, kind, readAny);
  }
}

/** `google.protobuf.Struct`: entries of a map, each with a name and a value. */
function readStruct(bytes: Uint8Array): Struct {
  const found: Struct = {};
  for (const { number, value } of fieldsOf(bytes)) {
    if (number !== 1 || typeof value === 'bigint') continue;
    let name = '';
    let inner: unknown = null;
    for (const part of fieldsOf(value)) {
      if (typeof part.value === 'bigint') continue;
      if (part.number === 1) name = new TextDecoder().decode(part.value);
      if (part.number === 2) inner = readValue(part.value);
    }
    found[name] = inner;
  }
  return found;
}

/** `google.protobuf.Value`. */
function readValue(bytes: Uint8Array): unknown {
  for (const { number, value } of fieldsOf(bytes)) {
    if (typeof value === 'bigint') {
      return number === 4 ? value !== BigInt(0) : null;
    }
    if (number === 2) {
      return new DataView(value.buffer, value.byteOffset, 8).getFloat64(
        0,
        true,
      );
    }
    if (number === 3) return new TextDecoder().decode(value);
    if (number === 5) return readStruct(value);
    if (number === 6) {
      return [...fieldsOf(value)].flatMap(item =>
        typeof item.value === 'bigint' ? [] : [readValue(item.value)],
      );
    }
  }
  return null;
}

/** The fields of a message as they are written: a number, or bytes. */
function* fieldsOf(
  bytes: Uint8Array,
): Iterable<{ number: number; value: bigint | Uint8Array }> {
  let at = 0;
  const varint = (): bigint => {
    let value = BigInt(0);
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) break;
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << BigInt(shift);
      if (byte < 0x80) return value;
    }
    throw new RangeError('A message is cut off within a number');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) {
      throw new RangeError('A message is cut off within a field');
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new RangeError(`A message has a field of the kind ${tag % 8}`);
    }
  }
}
