import { MetricReading, Sample } from '../series';

/** A fault that a service says is switched on in it, as it was seen. Milliseconds since 1970. */
export interface SeenFault {
  /** What kind it is, by the labels of its series. */
  fault: string;
  from: number;
  /** When it was seen to be off; absent while it is on. */
  to?: number;
  /** When it was seen to be on last. */
  seenAt: number;
}

/** Labels that say where a series comes from, and not what it is. */
const ORIGINS = new Set(['__name__', 'job', 'instance']);
/** Of one service at a time: whoever has more of them has left out a label. */
const MOST_FAULTS = 50;
const LONGEST_NAME = 100;
const UNNAMED = 'fault';

/**
 * Follows a gauge that is above zero while a fault is switched on: what is on that was off before began then, and what is not
 * on any more has ended.
 *
 * @param known - The faults that were on, one of each kind.
 * @returns all of them that are another one now, those that ended among them
 */
export function followFaults(
  known: readonly SeenFault[],
  reading: MetricReading,
  at: number,
): SeenFault[] {
  const samples = samplesByFault(reading);
  const names = new Set([
    ...known.map(({ fault }) => fault),
    ...samples.keys(),
  ]);
  return [...names].flatMap(fault =>
    followOne(
      fault,
      known.find(each => each.fault === fault),
      // A series that is gone is one that is not above zero.
      samples.get(fault) ?? [{ at, value: 0 }],
    ),
  );
}

function followOne(
  fault: string,
  known: SeenFault | undefined,
  samples: readonly Sample[],
): SeenFault[] {
  const ended: SeenFault[] = [];
  let open = known;
  for (const { at, value } of samples) {
    if (known && at <= known.seenAt) continue;
    if (value > 0) {
      open = { ...(open ?? { fault, from: at }), seenAt: at };
    } else if (open) {
      ended.push({ ...open, to: at });
      open = undefined;
    }
  }
  return [...ended, ...(open && open !== known ? [open] : [])];
}

/** One fault may be on in several instances: it is on while it is in any. */
function samplesByFault(reading: MetricReading): Map<string, Sample[]> {
  const faults = new Map<string, Map<number, number>>();
  if (reading.kind === 'counts') return new Map();
  for (const { key, samples } of reading.series) {
    const fault = faultName(key);
    const values = faults.get(fault) ?? new Map<number, number>();
    if (!faults.has(fault) && faults.size >= MOST_FAULTS) continue;
    faults.set(fault, values);
    for (const { at, value } of samples) {
      values.set(at, Math.max(values.get(at) ?? 0, value));
    }
  }
  return new Map(
    Array.from(faults, ([fault, values]) => [
      fault,
      Array.from(values, ([at, value]) => ({ at, value })).sort(
        (a, b) => a.at - b.at,
      ),
    ]),
  );
}

/** By the label `kind`, where it has one, and else by all that tell it apart. */
function faultName(key: string): string {
  const labels = labelsOf(key);
  const kind = labels.find(([label]) => label === 'kind');
  const name = kind
    ? kind[1]
    : labels
        .filter(([label]) => !ORIGINS.has(label))
        .map(([label, value]) => `${label} ${value}`)
        .join(', ');
  return name.slice(0, LONGEST_NAME) || UNNAMED;
}

/** A source knows a series by its labels. */
function labelsOf(key: string): [label: string, value: string][] {
  try {
    const labels: unknown = JSON.parse(key);
    return Array.isArray(labels) ? labels : [];
  } catch {
    return [];
  }
}
