import {
  entityTerm,
  entityRefSchema,
  instantSchema,
  predicateOver,
  strictly,
  textSchema,
  Vocabulary,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { Suppression } from '../intake/groups';
import { matchesView, SignalView, signalVocabulary } from '../intake/mapping';

/** What a silence can say of an alert. */
export const silenceVocabulary: Vocabulary = {
  ...signalVocabulary,
  entityRef: { ...entityTerm('component:default/checkout-api'), always: false },
};

/** The longest that anybody may want to hear nothing. */
const MOST_DAYS = 31;

/** What makes a silence: of whom, until when, and why. */
export const openSilenceSchema = strictly({
  match: predicateOver(silenceVocabulary, 'an alert and its entity'),
  reason: textSchema.min(3).max(2000),
  /** Absent, now. */
  startsAt: instantSchema.optional(),
  endsAt: instantSchema,
});
export type OpenSilence = z.input<typeof openSilenceSchema>;

/** A silence on record. It stays there when it has ended. */
export const silenceSchema = z.object({
  id: z.uuid(),
  match: z.custom<OpenSilence['match']>(),
  reason: z.string(),
  author: z.string(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  createdAt: instantSchema,
  /** Set when somebody ended it early. */
  endedAt: instantSchema.optional(),
  endedBy: entityRefSchema.optional(),
});
export type Silence = z.output<typeof silenceSchema>;

/** What is wrong with the times of a silence; undefined when nothing is. */
export function silenceProblem(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  now: number,
): string | undefined {
  const [from, to] = [startsAt, endsAt].map(at => Date.parse(at));
  if (to <= from) return 'must be after the start';
  if (to <= now) return 'lies in the past: nothing would be silenced';
  return to - from > MOST_DAYS * 86_400_000
    ? `is more than ${MOST_DAYS} days after the start: a rule that should not alert is mended where it is`
    : undefined;
}

/** When a silence is over: where it ended early, then. */
export function silenceEnd({
  endsAt,
  endedAt,
}: Pick<Silence, 'endsAt' | 'endedAt'>): number {
  return Math.min(
    Date.parse(endsAt),
    endedAt === undefined ? Infinity : Date.parse(endedAt),
  );
}

/** Where a silence stands. */
export const silenceStates = ['active', 'coming', 'ended'] as const;
/** One of {@link silenceStates}. */
export type SilenceState = (typeof silenceStates)[number];

/** Where a silence stands at a moment. */
export function silenceState(
  silence: Pick<Silence, 'startsAt' | 'endsAt' | 'endedAt'>,
  at: number,
): SilenceState {
  if (at >= silenceEnd(silence)) return 'ended';
  return at < Date.parse(silence.startsAt) ? 'coming' : 'active';
}

/** The silences that keep an alert quiet at a moment. */
export function silencesOf(
  about: SignalView & { entityRef?: string },
  silences: readonly Silence[],
  at: number,
): Suppression[] {
  return silences.flatMap(silence => {
    const until = silenceEnd(silence);
    const isOn = silenceState(silence, at) === 'active';
    return isOn && matchesView(silence.match, about)
      ? [{ by: 'silence', id: silence.id, title: silence.reason, until }]
      : [];
  });
}
