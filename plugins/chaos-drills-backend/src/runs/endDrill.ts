import {
  drillSignalChannel,
  DRILLS_SIGNAL_CHANNEL,
  faultSpan,
  foldDrill,
  Journal,
  journalTimes,
} from '@countersign/plugin-chaos-drills-common';
import { credentialIn } from '@countersign/plugin-governance-common';
import { pluginCaller, recordFact } from '@countersign/plugin-governance-node';
import { sha256Digest } from '../experiments/digest';
import { pluginId } from '../unit';
import { RunTools } from './RunTools';
import { storable } from './storable';
import { tellDrill } from './tellDrill';

/** What an entry holds of each reason, and how many. */
const LONGEST_REASON = 2000;
const MOST_REASONS = 100;

/**
 * Ends a drill with its journal, in one transaction with its entry.
 *
 * @throws RunLost where somebody else did
 */
export async function endDrill(
  { journal: units, drills, runs, days }: RunTools,
  held: { number: string; holder: string },
  played: Journal,
): Promise<void> {
  const journal = storable(played);
  const content = `${JSON.stringify(journal, null, 2)}\n`;
  const digest = sha256Digest(content);
  const [{ outcome, reasons, faults }] = journal.extensions;
  const span = faultSpan(faults);
  const { number } = held;
  await units.run(pluginCaller(pluginId), async unit => {
    const stored = (await drills.lock(unit.trx, [number])).get(number);
    if (!stored) throw new Error(`There is no drill ${number}`);
    await runs.close(unit.trx, held, { digest, content }, unit.now);
    const facts = await recordFact(
      unit,
      {
        type: 'drill.ended',
        subject: number,
        data: {
          outcome,
          reasons: reasons.slice(0, MOST_REASONS).map(reasonInLedger),
          journal: digest,
          ...(span && { faults: span }),
          ...journalTimes(journal),
        },
      },
      entry => foldDrill(stored.facts, entry),
    );
    const after = await drills.save(unit.trx, stored, facts, unit.now);
    await tellDrill(
      unit,
      facts,
      {
        occasion: 'run',
        words: `has ended: ${outcome}`,
        weight: outcome === 'passed' ? 'done' : 'act',
      },
      days,
    );
    unit.refetch(drillSignalChannel(after));
    unit.refetch(DRILLS_SIGNAL_CHANNEL);
  });
}

/** The ledger keeps for ever what it holds, so nothing that looks like a credential. */
function reasonInLedger(reason: string): string {
  return credentialIn(reason)
    ? 'A reason looks like a credential, and is not repeated here.'
    : reason.slice(0, LONGEST_REASON);
}
