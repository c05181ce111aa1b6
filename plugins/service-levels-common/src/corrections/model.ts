import { TimeWindow } from '@countersign/plugin-governance-common';

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

/** A change as it was seen when somebody looked: what a correction relies on. */
export interface SeenChange {
  number: string;
  window?: TimeWindow;
  /** ISO 8601; absent where it is not approved. */
  approvedAt?: string;
  canceled: boolean;
  /** Who has a hand in it: they confirm no correction that relies on it. */
  hands: readonly string[];
}

/** What a correction may exclude at most. Times are in milliseconds. */
export interface CorrectionLimits {
  /** How far back it may begin when it is entered. */
  back: number;
  /** How far ahead it may begin. */
  ahead: number;
  /** How long one time lasts. */
  longest: number;
  /** The share of the window of an objective, or of a day where that is longer, that all of its corrections leave out. */
  share: number;
  /** The same where hours of service are agreed on: `outside-hours`, with the others. */
  shareOutsideHours: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What holds unless the configuration says otherwise. */
export const usualLimits: CorrectionLimits = {
  back: 7 * DAY,
  ahead: 366 * DAY,
  longest: 24 * HOUR,
  share: 0.1,
  shareOutsideHours: 0.8,
};
