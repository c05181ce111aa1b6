import {
  EntryInput,
  EntrySchemas,
  EntryType,
} from '@countersign/plugin-governance-common';
import { Unit } from './Unit';

/** An entry as a fold takes it in. */
export interface FactEntry {
  id: string;
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/**
 * Writes an entry about a record and folds it in, as whoever verifies the record will.
 *
 * @returns what the record is afterwards
 */
export async function recordFact<
  S extends EntrySchemas,
  T extends EntryType<S>,
  F,
>(
  unit: Pick<Unit<S>, 'record' | 'actor' | 'now'>,
  { type, subject, data }: { type: T; subject: string; data: EntryInput<S, T> },
  apply: (entry: FactEntry) => F | undefined,
): Promise<F> {
  const after = apply({
    id: await unit.record(type, subject, data),
    type,
    subject,
    actor: unit.actor.ref,
    occurredAt: unit.now.toISOString(),
    data,
  });
  if (!after) throw new Error(`${type} about ${subject} made no record`);
  return after;
}
