import { DrillFacts } from './model';

/** So long after a fault is over an alert may still be of it: windows of objectives take their time to forget. */
const ALERTS_AFTER_MS = 5 * 60_000;

/** What is needed of a drill to say whether something was its doing. */
export type SeenDrill = Pick<
  DrillFacts,
  'number' | 'entity' | 'state' | 'startedAt' | 'endedAt' | 'faults'
>;

/** The drill that an alert on an entity is of: one that broke it at that moment, or shortly before. */
export function drillBehind<D extends SeenDrill>(
  drills: readonly D[],
  { entity, at }: { entity: string; at: string },
): D | undefined {
  const moment = Date.parse(at);
  return drills.find(drill => {
    const { state, startedAt, endedAt, faults } = drill;
    if (drill.entity !== entity || startedAt === undefined) return false;
    // One that has ended without a fault broke nothing.
    if (state === 'ended' && !faults) return false;
    const from = Date.parse(faults?.from ?? startedAt);
    const to = faults?.to ?? endedAt;
    return (
      from <= moment &&
      (to === undefined || moment <= Date.parse(to) + ALERTS_AFTER_MS)
    );
  });
}
