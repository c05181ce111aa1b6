/** Writes a field of a message: a varint, a double, a text, or another message. */
export type ProtoField =
  | { field: number; varint: bigint }
  | { field: number; double: number }
  | { field: number; bytes: Uint8Array };

const varint = (value: bigint): number[] => {
  let rest = BigInt.asUintN(64, value);
  const bytes = [];
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return [...bytes, Number(rest)];
};
const zigzag = (value: number) =>
  value < 0 ? BigInt(-value) * 2n - 1n : BigInt(value) * 2n;

export const whole = (field: number, value: number): ProtoField => ({
  field,
  varint: BigInt(value),
});
export const signed = (field: number, value: number): ProtoField => ({
  field,
  varint: zigzag(value),
});
export const double = (field: number, value: number): ProtoField => ({
  field,
  double: value,
});
export const text = (field: number, value: string): ProtoField => ({
  field,
  bytes: new TextEncoder().encode(value),
});
export const nested = (field: number, ...fields: ProtoField[]): ProtoField => ({
  field,
  bytes: messageOf(fields),
});

export function messageOf(fields: readonly ProtoField[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(each => {
      const tag = (wire: number) => varint(BigInt(each.field * 8 + wire));
      if ('varint' in each) return [...tag(0), ...varint(each.varint)];
      if ('bytes' in each) {
        return [...tag(2), ...varint(BigInt(each.bytes.length)), ...each.bytes];
      }
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setFloat64(0, each.double, true);
      return [...tag(1), ...bytes];
    }),
  );
}

/** A page of families, each with its length before it. */
export function pageOf(...families: ProtoField[][]): Uint8Array {
  return Uint8Array.from(
    families.flatMap(family => {
      const bytes = messageOf(family);
      return [...varint(BigInt(bytes.length)), ...bytes];
    }),
  );
}

/** A native histogram of observations, as client libraries count them. */
export function nativeOf(
  observations: readonly number[],
  {
    schema,
    zeroThreshold = 2 ** -20,
  }: { schema: number; zeroThreshold?: number },
): ProtoField[] {
  const counts = (values: readonly number[]) => {
    const buckets = new Map<number, number>();
    for (const value of values) {
      const index = Math.ceil(Math.log2(value) * 2 ** schema - 1e-12);
      buckets.set(index, (buckets.get(index) ?? 0) + 1);
    }
    return [...buckets].sort(([a], [b]) => a - b);
  };
  const side = (values: readonly number[], spans: number, deltas: number) => {
    let next = 0;
    let before = 0;
    return counts(values).flatMap(([index, count], i) => {
      const span = nested(
        spans,
        signed(1, index - (i ? next : 0)),
        whole(2, 1),
      );
      next = index + 1;
      const delta = signed(deltas, count - before);
      before = count;
      return [span, delta];
    });
  };
  const isZero = (value: number) => Math.abs(value) <= zeroThreshold;
  return [
    whole(1, observations.length),
    double(
      2,
      observations.reduce((sum, value) => sum + value, 0),
    ),
    signed(5, schema),
    double(6, zeroThreshold),
    whole(7, observations.filter(isZero).length),
    ...side(
      observations.filter(value => value < 0 && !isZero(value)).map(v => -v),
      9,
      10,
    ),
    ...side(
      observations.filter(value => value > 0 && !isZero(value)),
      12,
      13,
    ),
  ];
}
