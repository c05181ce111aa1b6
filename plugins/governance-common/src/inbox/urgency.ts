import { millis } from '../pure/instant';

/** Something that waits for a person. */
export interface Waiting {
  /** When it must be done; absent where nothing is lost by doing it later. */
  dueAt?: string;
  /** Since when it waits. */
  since: string;
}

/** Compares two things that wait: what is due first comes first, then what has waited longest. */
export function byUrgency(a: Waiting, b: Waiting): number {
  return order(due(a), due(b)) || order(millis(a.since), millis(b.since));
}

/** An instant that cannot be read is no deadline: it stands behind those that are. */
function due({ dueAt }: Waiting): number {
  return dueAt === undefined ? NaN : millis(dueAt);
}

function order(a: number, b: number): number {
  const [x, y] = [a, b].map(at => (Number.isNaN(at) ? Infinity : at));
  if (x === y) return 0;
  return x < y ? -1 : 1;
}
