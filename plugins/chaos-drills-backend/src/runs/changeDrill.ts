import {
  DrillFacts,
  drillSignalChannel,
  DRILLS_SIGNAL_CHANNEL,
} from '@countersign/plugin-chaos-drills-common';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { DrillStore, StoredDrill } from '../database/DrillStore';
import { DrillJournal, DrillUnit, pluginId } from '../unit';

/** Writes what the portal itself found out about a drill; nothing where the work answers nothing. */
export async function changeDrill(
  { journal, drills }: { journal: DrillJournal; drills: DrillStore },
  number: string,
  work: (
    unit: DrillUnit,
    before: StoredDrill,
  ) => Promise<DrillFacts | undefined>,
): Promise<void> {
  await journal.run(pluginCaller(pluginId), async unit => {
    const before = (await drills.lock(unit.trx, [number])).get(number);
    const facts = before && (await work(unit, before));
    if (!before || !facts) return;
    const after = await drills.save(unit.trx, before, facts, unit.now);
    unit.refetch(drillSignalChannel(after));
    unit.refetch(DRILLS_SIGNAL_CHANNEL);
  });
}
