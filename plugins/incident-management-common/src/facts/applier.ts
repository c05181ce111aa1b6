import { IncidentEntryData, IncidentEntryType } from '../entries';
import { IncidentFacts } from '../model';

/** Who wrote an entry, and when. */
export interface Signed {
  id: string;
  by: string;
  at: string;
}

/** What an entry of one type makes of the facts. */
export type Applier<T extends IncidentEntryType> = (
  facts: IncidentFacts,
  data: IncidentEntryData<T>,
  signed: Signed,
) => IncidentFacts;

/** What the entries of one topic make of them, by type. */
export type Appliers = { [T in IncidentEntryType]?: Applier<T> };

/** Whoever acted has a hand in it from then on; machines have none. */
export function handed(facts: IncidentFacts, { by }: Signed): IncidentFacts {
  return by.startsWith('user:') && !facts.hands.includes(by)
    ? { ...facts, hands: [...facts.hands, by] }
    : facts;
}

/** All of it but one field. */
export function without<T extends object>(
  object: T,
  name: keyof T,
): Omit<T, never> {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => key !== name),
  ) as T;
}
