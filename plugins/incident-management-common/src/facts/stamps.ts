import { IncidentFacts, stampAfter, Times } from '../model';

/** With a time stamped now, or as soon after the others as it has to be. */
export function stamped(
  facts: IncidentFacts,
  time: keyof Times,
  at: string,
): IncidentFacts {
  return {
    ...facts,
    times: { ...facts.times, [time]: stampAfter(facts.times, time, at) },
  };
}

/** Off hold, with the time it lasted. */
export function released(facts: IncidentFacts, at: string): IncidentFacts {
  const { hold, ...rest } = facts;
  if (!hold) return facts;
  const seconds = (Date.parse(at) - Date.parse(hold.at)) / 1000;
  return { ...rest, heldSeconds: rest.heldSeconds + Math.max(0, seconds) };
}
