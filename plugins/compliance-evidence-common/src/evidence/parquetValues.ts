import { SchemaElement } from 'hyparquet';
import { textOfDecimal } from './readers/decimals';

/** Makes a number of its text: a double, or one that keeps every digit. */
type MakeNumber = (text: string) => unknown;

const NANOS = BigInt(1_000_000_000);

function textOfBytes(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Old writers do not say which bytes are texts. */
function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return textOfBytes(bytes);
  } catch {
    return bytes;
  }
}

/** Such as `2026-09-30T22:00:00.123456Z`, with as many digits as say something. */
function instantText(nanos: bigint): string {
  const rest = ((nanos % NANOS) + NANOS) % NANOS;
  const seconds = Number((nanos - rest) / NANOS);
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  const fraction = rest.toString().padStart(9, '0').replace(/0+$/, '');
  return `${text}${fraction && `.${fraction}`}Z`;
}

/** Instants and days as they are written in JSON; texts must be UTF-8. */
export const plainParsers = {
  timestampFromMilliseconds: (at: bigint) =>
    instantText(BigInt(at) * BigInt(1_000_000)),
  timestampFromMicroseconds: (at: bigint) =>
    instantText(BigInt(at) * BigInt(1000)),
  timestampFromNanoseconds: (at: bigint) => instantText(BigInt(at)),
  dateFromDays: (days: number) =>
    new Date(days * 86_400_000).toISOString().slice(0, 10),
  stringFromBytes: textOfBytes,
  jsonFromBytes: (bytes: Uint8Array) => JSON.parse(textOfBytes(bytes)),
};

/** The columns of a Parquet file, and what their values are in JSON. */
export class ParquetColumns {
  readonly #columns = new Map<string, SchemaElement>();

  constructor(schema: readonly SchemaElement[]) {
    for (const element of topLevel(schema)) {
      this.#columns.set(element.name, element);
    }
  }

  /** The schema without conversions that lose digits, or that take a local time for an instant. */
  static plainSchema(schema: readonly SchemaElement[]): SchemaElement[] {
    return schema.map(element => {
      if (!isDecimal(element) && !isLocal(element)) return element;
      const { converted_type, logical_type, ...plain } = element;
      return plain;
    });
  }

  record(
    row: Readonly<Record<string, unknown>>,
    make: MakeNumber,
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        this.#value(this.#columns.get(name), value, make),
      ]),
    );
  }

  #value(
    element: SchemaElement | undefined,
    value: unknown,
    make: MakeNumber,
  ): unknown {
    if (value === null || value === undefined) return null;
    if (element && isDecimal(element)) {
      return make(textOfDecimal(unitsOf(value), element.scale ?? 0));
    }
    if (element && isLocal(element)) return localText(element, value);
    // Of INT96 nobody knows which zone its clock was in.
    if (element?.type === 'INT96') return String(value).replace(/Z$/, '');
    return plainJson(value, make);
  }
}

/** Elements directly below the root: the schema is a tree, written depth first. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const found: SchemaElement[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let i = 0; i < (schema[at].num_children ?? 0); i++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) found.push(schema[at]);
  return found;
}

function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}

/** A time of some clock, without the zone that the clock is in. */
function isLocal({ logical_type: logical }: SchemaElement): boolean {
  return logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC;
}

/** Without a zone, so that it is refused where an instant is declared. */
function localText(
  { logical_type: logical }: SchemaElement,
  value: unknown,
): string {
  const unit = logical?.type === 'TIMESTAMP' ? logical.unit : 'MILLIS';
  const nanos: Readonly<Record<string, number>> = {
    MILLIS: 1_000_000,
    MICROS: 1000,
    NANOS: 1,
  };
  return instantText(BigInt(String(value)) * BigInt(nanos[unit])).slice(0, -1);
}

/** Two's complement, the highest byte first. */
function unitsOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(String(value));
  let units = BigInt(0);
  for (const byte of value) units = units * BigInt(256) + BigInt(byte);
  return value.length > 0 && value[0] >= 128
    ? units - BigInt(2) ** BigInt(value.length * 8)
    : units;
}

function plainJson(value: unknown, make: MakeNumber): unknown {
  if (typeof value === 'bigint') {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) &&
      value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : make(value.toString());
  }
  if (value instanceof Uint8Array) return textOrBytes(value);
  if (Array.isArray(value)) return value.map(each => plainJson(each, make));
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        plainJson(each, make),
      ]),
    );
  }
  return value ?? null;
}
