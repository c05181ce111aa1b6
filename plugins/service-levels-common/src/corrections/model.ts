/** Why a time does not count. */
export const correctionKinds = [
  'maintenance',
  'outside-hours',
  'deployment',
  'other',
] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/**
 * Where a correction stands. `counts`: its times are left out of the corrected figures; `waits` for somebody who is not
 * involved to confirm it; `void`: its change was never approved for that time, or is canceled; `withdrawn`.
 */
export const correctionStates = [
  'counts',
  'waits',
  'void',
  'withdrawn',
] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** What can be done with a correction. It is never edited and never deleted. */
export const correctionVerbs = ['confirm', 'withdraw'] as const;
export type CorrectionVerb = (typeof correctionVerbs)[number];
