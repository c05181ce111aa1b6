/**
 * How Prometheus reads a range: up to version 2 both ends belong to it, from version 3 on the older one does not. A range
 * that is to hold each sample once is a millisecond shorter where it is closed.
 */
export type RangeStyle = 'closed' | 'left-open';

const units: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** A duration as Prometheus writes it: `1h30m`, `59s999ms`. */
export function promDuration(ms: number): string {
  let left = ms;
  return units
    .map(([name, length]) => {
      const count = Math.floor(left / length);
      left -= count * length;
      return count > 0 ? `${count}${name}` : '';
    })
    .join('');
}

/** The range that holds what lies in (t − ms, t]. */
export function halfOpen(ms: number, style: RangeStyle): string {
  return promDuration(style === 'closed' ? ms - 1 : ms);
}
