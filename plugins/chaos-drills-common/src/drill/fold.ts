import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { drillEntries } from './entries';
import { DrillFacts, Pull } from './model';

const { schemas } = drillEntries;

/** What becomes of a drill by one more entry. Entries of a form that is none change nothing. */
export function foldDrill(
  facts: DrillFacts | undefined,
  entry: LedgerEntry,
): DrillFacts | undefined {
  const { type, subject, actor, occurredAt, data } = entry;
  if (type === 'drill.planned') {
    const read = schemas[type].safeParse(data);
    if (facts || !read.success) return facts;
    const { change, ...planned } = read.data;
    return {
      ...planned,
      ...(change !== undefined && { change }),
      number: subject,
      state: 'planned',
      plannedBy: actor,
    };
  }
  if (!facts) return undefined;
  switch (type) {
    case 'drill.started':
      return { ...facts, state: 'running', startedAt: occurredAt };
    case 'drill.stop_asked': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.stop
        ? { ...facts, stop: { by: actor, reason: read.data.reason } }
        : facts;
    }
    case 'drill.ended':
      return { ...facts, state: 'ended' };
    case 'drill.canceled':
      return { ...facts, state: 'canceled' };
    default:
      return facts;
  }
}

/** Who holds the lever after one more entry: each pull counts until somebody releases it by name. */
export function foldLever(
  pulls: readonly Pull[],
  { id, type, actor, occurredAt, data }: LedgerEntry,
): readonly Pull[] {
  if (type === 'lever.pulled') {
    const read = schemas[type].safeParse(data);
    return read.success
      ? [...pulls, { id, by: actor, at: occurredAt, reason: read.data.reason }]
      : pulls;
  }
  if (type === 'lever.released') {
    const read = schemas[type].safeParse(data);
    return read.success
      ? pulls.filter(pull => !read.data.pulls.includes(pull.id))
      : pulls;
  }
  return pulls;
}
