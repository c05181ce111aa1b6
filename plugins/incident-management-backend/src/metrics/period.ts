import { Period, wrongField } from '@countersign/plugin-governance-common';

const DEFAULT_MS = 90 * 86_400_000;
const LONGEST_MS = 5 * 366 * 86_400_000;

/**
 * The period that is asked for: ninety days unless told.
 *
 * @throws InputError where it ends before it begins, or is too long
 */
export function askedPeriod({ from, to }: Partial<Period>, now: Date): Period {
  const end = to ?? now.toISOString();
  const start = from ?? new Date(Date.parse(end) - DEFAULT_MS).toISOString();
  if (Date.parse(start) >= Date.parse(end)) {
    throw wrongField('to', 'must be after from');
  }
  if (Date.parse(end) - Date.parse(start) > LONGEST_MS) {
    throw wrongField('from', 'must be five years before to, at most');
  }
  return { from: start, to: end };
}
