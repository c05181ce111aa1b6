import { flatters, IncidentFacts, TimeCorrection, Times } from '../../model';
import { Appliers } from '../applier';

/** Times that are set otherwise than they were stamped. */
export const timeAppliers = {
  'incident.time_set': (facts, { time, from, to, reason }, signed) => {
    // What flatters waits for somebody who has no part in it.
    const isWaiting = flatters(time, facts.times[time], to);
    const correction: TimeCorrection = {
      id: signed.id,
      time,
      ...(from !== undefined && { from }),
      to,
      reason,
      by: signed.by,
      at: signed.at,
      state: isWaiting ? 'waits' : 'counts',
    };
    const corrected = {
      ...facts,
      corrections: [...facts.corrections, correction],
    };
    return isWaiting
      ? corrected
      : { ...corrected, times: set(facts, correction) };
  },
  'incident.time_confirmed': (facts, { correction }, { by, at }) => {
    const meant = facts.corrections.find(({ id }) => id === correction);
    if (meant?.state !== 'waits') return facts;
    return {
      ...facts,
      times: set(facts, meant),
      corrections: facts.corrections.map(each =>
        each === meant
          ? { ...each, state: 'counts' as const, confirmed: { by, at } }
          : each,
      ),
    };
  },
  'incident.time_withdrawn': (facts, { correction }) => ({
    ...facts,
    corrections: facts.corrections.map(each =>
      each.id === correction && each.state === 'waits'
        ? { ...each, state: 'withdrawn' as const }
        : each,
    ),
  }),
} satisfies Appliers;

function set(facts: IncidentFacts, { time, to }: TimeCorrection): Times {
  return { ...facts.times, [time]: to };
}
