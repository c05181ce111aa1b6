import { Facts } from '../facts';
import { Tale } from './Tale';

/** The facts of a change that was just opened, with these in their place. */
export function factsOf(fields: Partial<Facts> = {}): Facts {
  return { ...new Tale().facts, ...fields };
}

/** The facts of one that was submitted and approved by its owner. */
export function approvedFacts(fields: Partial<Facts> = {}): Facts {
  return { ...Tale.approved().facts, ...fields };
}
