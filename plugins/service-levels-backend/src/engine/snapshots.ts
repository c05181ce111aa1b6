import {
  Meter,
  Objective,
  resolutionsOf,
  stepOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { MeterSnapshot } from '../database/SnapshotStore';

/** The steps of so long before now are not packed: what comes late mostly belongs to them. */
const LATE_MS = 15 * 60_000;
const EVERY_MS = 3_600_000;
const MINUTE = 60_000;

/** How the sums of an objective are kept. */
export function layoutOf(objective: Objective): string {
  const window = windowLength(objective.window);
  const resolutions = resolutionsOf(window, stepOf(window), tiersOf(objective));
  return resolutions.map(({ step, reach }) => `${step}/${reach}`).join(' ');
}

/**
 * The snapshot of a meter, where one is due: once an hour, each objective at a minute of its own.
 *
 * @param from - Where the meter had closed its steps to before.
 */
export function dueSnapshot(
  { measurement, seq }: { measurement: string; seq: string },
  meter: Meter,
  from: number,
): MeterSnapshot | undefined {
  const own = Number(BigInt(seq) % BigInt(EVERY_MS / MINUTE)) * MINUTE;
  const hourOf = (at: number) => Math.floor((at + own) / EVERY_MS);
  if (hourOf(from) === hourOf(meter.closedTo)) return undefined;
  const { step } = meter;
  const takenTo = Math.floor((meter.closedTo - LATE_MS) / step) * step;
  return {
    measurement,
    takenTo,
    layout: layoutOf(meter.objective),
    sums: meter.pack(takenTo),
  };
}
