import { Recovery } from '../drill/model';
import { ActivityRun, Journal } from './journal';

/** When something was seen to be wrong, and whether all was well again, as a journal says it. */
export function journalTimes({
  run,
  steady_states: { after },
  extensions,
}: Pick<Journal, 'run' | 'steady_states' | 'extensions'>): {
  firstBad?: string;
  recovered?: Recovery;
} {
  const [{ recovered }] = extensions;
  const bad = [...run, ...(after?.probes ?? []), ...(recovered?.probes ?? [])]
    .filter(isBad)
    .map(({ end }) => end)
    .sort();
  return {
    ...(bad.length > 0 && { firstBad: bad[0] }),
    ...(recovered && {
      recovered: { at: recovered.at, holds: recovered.steady_state_met },
    }),
  };
}

/** Only what is compared with a tolerance says how the system is. */
function isBad({ tolerance_met: met }: ActivityRun): boolean {
  return met === false;
}
