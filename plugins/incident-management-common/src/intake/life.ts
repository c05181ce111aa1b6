import { z } from 'zod';
import { alertSeverities, AlertSignal } from './signal';

const ms = z.number();

/**
 * What is known of an alert, as sets that only grow: whichever way signals arrive, often, late or out of order, the same
 * is known in the end. Instants are milliseconds since 1970.
 */
export const alertLifeSchema = z.object({
  /** Episodes that were said to begin. */
  starts: z.array(
    z.object({
      /** The start as the sender states it, by which it names the episode; may lie in the future. */
      stated: ms,
      /** The same, but not later than we heard of it. */
      since: ms,
    }),
  ),
  /** Ends that were told: of the episode with that start, and of all that began before. */
  ends: z.array(z.object({ stated: ms.nullable(), at: ms })),
  acknowledgments: z.array(z.object({ at: ms, by: z.string().optional() })),
  /** What it was called last. */
  title: z.object({ at: ms, said: z.string() }).nullable(),
  /** How bad it was said to be last: a sender that leaves it out at the end did not take it back. */
  severity: z.object({ at: ms, said: z.enum(alertSeverities) }).nullable(),
  /** When we last heard that it goes on. Absent where all that was heard is older than this field. */
  heard: ms.optional(),
});
export type AlertLife = z.output<typeof alertLifeSchema>;

/** A signal, and when it arrived. */
export type ArrivedSignal = Pick<
  AlertSignal,
  | 'status'
  | 'startsAt'
  | 'endsAt'
  | 'order'
  | 'acknowledgedBy'
  | 'title'
  | 'severity'
> & { receivedAt: string };

export type AlertStanding =
  /** It was said to be over, and never to have begun. */
  | { state: 'unknown' }
  | { state: 'firing'; startedAt: number }
  | {
      state: 'acknowledged';
      startedAt: number;
      acknowledgedAt: number;
      by?: string;
    }
  | { state: 'resolved'; startedAt: number; endedAt: number };

const unknown: AlertLife = {
  starts: [],
  ends: [],
  acknowledgments: [],
  title: null,
  severity: null,
};

/** So many beginnings and ends of one alert are kept: enough for every disorder that there is. */
const MOST_KEPT = 100;

/** Takes a signal in. The order in which signals are taken in makes no difference. */
export function foldSignal(
  life: AlertLife | undefined,
  signal: ArrivedSignal,
): AlertLife {
  const received = Date.parse(signal.receivedAt);
  const isStated = signal.order === 'stated';
  const started = isStated ? parsed(signal.startsAt) : null;
  const ended = isStated ? parsed(signal.endsAt) : null;
  const known = life ?? unknown;
  // A test of the connection says nothing of an alert.
  if (signal.status === 'test') return known;
  const { starts, ends, acknowledgments } = known;
  const { title, severity } = signal;
  const next: AlertLife = {
    ...known,
    title: latest(known.title, title, received),
    severity: latest(known.severity, severity, received),
  };
  if (signal.status !== 'resolved') {
    next.heard = Math.max(known.heard ?? received, received);
  }
  switch (signal.status) {
    case 'firing':
      next.starts = withStart(starts, {
        stated: started ?? received,
        since: Math.min(started ?? received, received),
      });
      return next;
    case 'resolved':
      next.ends = withEnd(ends, {
        stated: started,
        at: Math.min(ended ?? received, received),
      });
      return next;
    default:
      next.acknowledgments = bounded([
        ...acknowledgments.filter(({ at }) => at !== received),
        { at: received, by: signal.acknowledgedBy },
      ]);
      return next;
  }
}

type Start = AlertLife['starts'][number];
type End = AlertLife['ends'][number];

const endsEpisode = (end: End, start: Start) =>
  end.stated === start.stated || end.at >= start.since;

/** Where an alert stands, by all that is known of it. */
export function standingOf({
  starts,
  ends,
  acknowledgments,
}: AlertLife): AlertStanding {
  const isOver = endedIn(ends);
  const open = starts.filter(start => !isOver(start));
  const lastEnd = Math.max(-Infinity, ...ends.map(({ at }) => at));
  if (open.length > 0) {
    const startedAt = Math.min(...open.map(({ since }) => since));
    const acknowledged = acknowledgments
      .filter(({ at }) => at > lastEnd)
      .sort((a, b) => a.at - b.at)[0];
    return acknowledged
      ? {
          state: 'acknowledged',
          startedAt,
          acknowledgedAt: acknowledged.at,
          ...(acknowledged.by && { by: acknowledged.by }),
        }
      : { state: 'firing', startedAt };
  }
  if (starts.length === 0) return { state: 'unknown' };
  const last = starts.reduce((a, b) => (b.since > a.since ? b : a));
  const ending = ends.filter(end => endsEpisode(end, last));
  const endedAt = Math.max(last.since, Math.min(...ending.map(({ at }) => at)));
  const formerEnd = Math.max(
    -Infinity,
    ...ends.filter(end => !endsEpisode(end, last)).map(({ at }) => at),
  );
  const startedAt = Math.min(
    ...starts.filter(({ since }) => since > formerEnd).map(s => s.since),
  );
  return { state: 'resolved', startedAt, endedAt };
}

/** What a signal changed, for the time line. */
export type SignalNews =
  | 'began'
  | 'repeated'
  | 'ended'
  | 'acknowledged'
  /** It says that something fires of which a later signal said already that it is over. */
  | 'stale'
  /** It ends or acknowledges what never began, as far as is known. */
  | 'unmatched';

export function newsOf(
  before: AlertLife | undefined,
  after: AlertLife,
  { status }: Pick<AlertSignal, 'status'>,
): SignalNews {
  const former: AlertStanding = before
    ? standingOf(before)
    : { state: 'unknown' };
  const now = standingOf(after);
  const isOpen = now.state === 'firing' || now.state === 'acknowledged';
  const wasOpen = former.state === 'firing' || former.state === 'acknowledged';
  switch (status) {
    case 'firing':
      if (!isOpen) return 'stale';
      return wasOpen ? 'repeated' : 'began';
    case 'resolved':
      if (wasOpen && !isOpen) return 'ended';
      return now.state === 'unknown' ? 'unmatched' : 'repeated';
    default:
      if (now.state === 'unknown') return 'unmatched';
      return now.state === 'acknowledged' && former.state !== 'acknowledged'
        ? 'acknowledged'
        : 'repeated';
  }
}

function endedIn(ends: readonly End[]): (start: Start) => boolean {
  return start => ends.some(end => endsEpisode(end, start));
}

function withStart(starts: readonly Start[], start: Start): Start[] {
  const known = starts.find(({ stated }) => stated === start.stated);
  const since = Math.min(known?.since ?? Infinity, start.since);
  return bounded(
    [
      ...starts.filter(other => other !== known),
      { stated: start.stated, since },
    ].sort((a, b) => a.since - b.since || a.stated - b.stated),
  );
}

function withEnd(ends: readonly End[], end: End): End[] {
  const known = ends.some(
    other => other.stated === end.stated && other.at === end.at,
  );
  return known
    ? [...ends]
    : bounded([...ends, end].sort((a, b) => a.at - b.at));
}

/** The first of what still fires is when it began, and the last are what can be disordered: the middle goes. */
function bounded<T>(sorted: T[]): T[] {
  const half = MOST_KEPT / 2;
  return sorted.length <= MOST_KEPT
    ? sorted
    : [...sorted.slice(0, half), ...sorted.slice(-half)];
}

/** Of two that were said at the same moment, always the same one. */
function latest<T extends string>(
  known: { at: number; said: T } | null,
  said: T | null,
  at: number,
): { at: number; said: T } | null {
  if (said === null) return known;
  const isLater =
    !known || at > known.at || (at === known.at && said > known.said);
  return isLater ? { at, said } : known;
}

function parsed(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
