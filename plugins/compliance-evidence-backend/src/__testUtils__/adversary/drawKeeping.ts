import {
  KeepingVerb,
  keepingVerbs,
} from '@countersign/plugin-compliance-evidence-common';
import { Random } from '@countersign/plugin-governance-test-utils';
import { Player } from './moves';

/** How its evidence is kept, as far as anybody decided it. */
export type Kept = 'free' | 'held' | 'asked' | 'held and asked' | 'erased';

/** What leads on from there, and what somebody may try who wants it gone. */
const keepingOn: Record<Kept, readonly KeepingVerb[]> = {
  free: ['hold', 'ask-erasure', 'ask-erasure'],
  held: ['release', 'ask-erasure'],
  asked: ['erase', 'erase', 'hold', 'hold', 'decline-erasure'],
  'held and asked': ['release', 'release', 'erase'],
  erased: ['erase', 'hold'],
};

/**
 * What somebody began about the keeping of a run is gone on with, by whoever it is; now and then by the one who wants it gone.
 *
 * @param any - The run that it is about where nothing was begun.
 */
export function drawKeeping(
  random: Random,
  runs: readonly { kept: Kept; wantedGoneBy?: Player }[],
  any: number,
): { verb: KeepingVerb; run: number; who?: Player[] } {
  const begun = runs.findIndex(({ kept }) => /asked|held/.test(kept));
  const run = begun >= 0 && random.chance(0.7) ? begun : any;
  const { wantedGoneBy } = runs[run] ?? {};
  return {
    ...(wantedGoneBy && random.chance(0.35) && { who: [wantedGoneBy] }),
    verb: random.pick(
      random.chance(0.85) ? keepingOn[runs[run]?.kept ?? 'free'] : keepingVerbs,
    ),
    run,
  };
}
