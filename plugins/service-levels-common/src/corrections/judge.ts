import {
  ActionStateOf,
  CallerKind,
  Interval,
  notPermitted,
  person,
  record,
  Refusal,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { CorrectionFacts } from './facts';
import {
  CorrectionKind,
  CorrectionLimits,
  CorrectionState,
  CorrectionVerb,
  SeenChange,
} from './model';
import { mostWithin, timesOf } from './times';

/** What the judge of corrections says. */
export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

/** Who acts. */
export interface CorrectionActor {
  ref: string;
  by: CallerKind;
}

/** What somebody wants to enter. */
export interface ProposedCorrection {
  withdrawn?: undefined;
  kind: CorrectionKind;
  window: { start: string; end: string };
  timeZone: string;
  rrule?: string;
  change?: SeenChange;
}

/** An objective that is to be corrected, and what corrects it already. */
export interface CorrectedObjective {
  id: string;
  /** Length of its window in milliseconds. */
  window: number;
  /** The corrections of it that count or wait. */
  others: readonly CorrectionFacts[];
}

const DAY = 86_400_000;

/** Entered so long before it begins, a correction was announced: nobody knew of an outage then. Milliseconds. */
export const CORRECTION_NOTICE = 3_600_000;

/**
 * The one judge of corrections: whether this may be entered. That nobody excludes an outage of their own service alone is for
 * {@link correctionState} to say: what was entered after it began counts once somebody who is not involved has confirmed it.
 */
export function judgeEntering(
  proposed: ProposedCorrection,
  actor: CorrectionActor,
  world: {
    now: number;
    limits: CorrectionLimits;
    objectives: readonly CorrectedObjective[];
  },
): Verdict {
  const { now, limits } = world;
  if (actor.by !== 'person') return notInPerson('enter');
  const { kind, rrule, change } = proposed;
  if (kind === 'deployment' && !change) {
    return refuse(
      'change',
      'A deployment is excluded by its change.',
      'Name the change whose window it is, or enter it as another kind.',
      ['change'],
    );
  }
  if (kind === 'outside-hours' && rrule === undefined) {
    return refuse(
      'recurrence',
      'Hours without service come again and again.',
      'Give a recurrence rule such as FREQ=DAILY, or enter it as another kind.',
      ['rrule'],
    );
  }
  if (change) {
    const verdict = judgeChange(change);
    if (!verdict.ok) return verdict;
  }
  return firstRefusal([
    judgeTimes(proposed, now, limits),
    ...world.objectives.map(each => judgeShare(proposed, each, world)),
  ]);
}

/** Whether a person may confirm a correction, so that it counts. */
export function judgeConfirming(
  number: string,
  facts: CorrectionFacts,
  actor: CorrectionActor,
  /** Those of the owners of its objectives that the person is, or is a member of. */
  involved: readonly string[],
): Verdict {
  if (actor.by !== 'person') return notInPerson('confirm');
  const { state, because } = correctionState(facts);
  if (state !== 'waits') {
    return refuse(
      'state',
      state === 'counts'
        ? say`${record(number)} counts already.`
        : say`${record(number)} cannot count any more: ${because ?? state}`,
      'Enter another one where something is still to be excluded.',
    );
  }
  const ref = actor.ref.toLocaleLowerCase('en-US');
  if (ref === facts.entered.by) {
    return refuse(
      'duty',
      'You entered it yourself.',
      'Ask somebody who has no part in the service to confirm it.',
    );
  }
  if (facts.change?.hands.includes(ref)) {
    return refuse(
      'duty',
      say`You have a hand in ${record(facts.change.number)}.`,
      'Ask somebody who has no part in it to confirm it.',
    );
  }
  if (involved.length > 0) {
    return refuse(
      'duty',
      say`You belong to ${person(involved[0])}, which owns what is corrected.`,
      'Ask somebody of another team to confirm it.',
    );
  }
  return { ok: true };
}

/** Whether a person may withdraw a correction. That only ever shows more of what happened, so anybody permitted may. */
export function judgeWithdrawing(
  number: string,
  facts: CorrectionFacts,
  actor: CorrectionActor,
): Verdict {
  if (actor.by !== 'person') return notInPerson('withdraw');
  return facts.withdrawn
    ? refuse(
        'state',
        say`${record(number)} is withdrawn already.`,
        'Nothing is left to do.',
      )
    : { ok: true };
}

/**
 * Whether a correction counts, by its history alone. One that was entered an hour before it begins was announced, and its outage
 * could not be known; any other waits until somebody has confirmed it who neither entered it nor belongs to those who own the
 * service nor has a hand in its change.
 */
export function correctionState(facts: CorrectionFacts): {
  state: CorrectionState;
  because?: string;
} {
  const { withdrawn, rrule, change, entered } = facts;
  if (withdrawn && rrule === undefined) {
    return { state: 'withdrawn', because: 'It was withdrawn.' };
  }
  if (change) {
    const verdict = judgeChange(change);
    if (!verdict.ok) {
      return { state: 'void', because: verdict.refusal.message };
    }
  }
  const window = change?.window ?? facts.window;
  const announced =
    Date.parse(entered.at) + CORRECTION_NOTICE <= Date.parse(window.start);
  if (!announced && !facts.confirmations.some(isUninvolved(facts))) {
    return {
      state: 'waits',
      because:
        'It was not entered an hour before it began, and nobody who has no part in the service has confirmed it.',
    };
  }
  return withdrawn
    ? { state: 'withdrawn', because: 'It was withdrawn, and ends there.' }
    : { state: 'counts' };
}

/** The times that a correction leaves out of the corrected figures; cut at the range. */
export function excludedTimes(
  facts: CorrectionFacts,
  range: Interval,
): Interval[] {
  const { state } = correctionState(facts);
  // What recurred until it was withdrawn had been agreed on.
  const counts =
    state === 'counts' ||
    (state === 'withdrawn' &&
      facts.rrule !== undefined &&
      correctionState({ ...facts, withdrawn: undefined }).state === 'counts');
  return counts ? timesOf(facts, range) : [];
}

/** The verbs as a page offers them. */
export function correctionActions(
  number: string,
  facts: CorrectionFacts,
  actor: CorrectionActor & {
    involved: readonly string[];
    permitted: Record<CorrectionVerb, boolean>;
  },
): ActionStateOf<CorrectionVerb>[] {
  const verdicts: Record<CorrectionVerb, Verdict> = {
    confirm: judgeConfirming(number, facts, actor, actor.involved),
    withdraw: judgeWithdrawing(number, facts, actor),
  };
  return (['confirm', 'withdraw'] as const).map(verb => {
    const verdict = verdicts[verb];
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted[verb]
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

function isUninvolved({ entered, change }: CorrectionFacts) {
  return ({ by, involved }: CorrectionFacts['confirmations'][number]) =>
    by.startsWith('user:') &&
    !involved &&
    by !== entered.by &&
    !change?.hands.includes(by);
}

/** Whether the window of a change may be left out: it was approved before it began, and nobody canceled it. */
function judgeChange({
  number,
  window,
  approvedAt,
  canceled,
}: SeenChange): Verdict {
  const why = (message: ReturnType<typeof say>) =>
    refuse(
      'change',
      message,
      'Name a change that was approved for its window.',
      ['change'],
    );
  if (canceled) return why(say`${record(number)} is canceled.`);
  if (!window) return why(say`${record(number)} has no window.`);
  if (approvedAt === undefined) {
    return why(say`${record(number)} is not approved.`);
  }
  return Date.parse(approvedAt) <= Date.parse(window.start)
    ? { ok: true }
    : why(say`${record(number)} was approved only after its window had begun.`);
}

function judgeTimes(
  proposed: ProposedCorrection,
  now: number,
  limits: CorrectionLimits,
): Verdict {
  const window = proposed.change?.window ?? proposed.window;
  const start = Date.parse(window.start);
  const end = Date.parse(window.end);
  const field = proposed.change ? ['change'] : ['window'];
  if (end - start > limits.longest) {
    return refuse(
      'length',
      `It lasts longer than ${limits.longest / 3_600_000} hours.`,
      'Enter a shorter time.',
      field,
    );
  }
  if (start < now - limits.back) {
    return refuse(
      'back',
      `It begins more than ${limits.back / DAY} days ago.`,
      'What is older stands as it was reported.',
      field,
    );
  }
  if (start > now + limits.ahead) {
    return refuse(
      'ahead',
      `It begins more than ${limits.ahead / DAY} days from now.`,
      'Enter it when it is nearer.',
      field,
    );
  }
  if (proposed.rrule !== undefined && start < now + CORRECTION_NOTICE) {
    return refuse(
      'announced',
      'What recurs has to be entered an hour before it begins.',
      'Let it begin at the next time, and enter one that has begun by itself.',
      field,
    );
  }
  return { ok: true };
}

/** Whether so much of the window of an objective may be left out, with all that is left out already. */
function judgeShare(
  proposed: ProposedCorrection,
  { id, window: own, others }: CorrectedObjective,
  { limits }: { limits: CorrectionLimits },
): Verdict {
  // A share of an hour would be over before any maintenance.
  const window = Math.max(own, DAY);
  const first = Date.parse((proposed.change?.window ?? proposed.window).start);
  const range = { start: first - window, end: first + window + limits.longest };
  const isHours = (kind: CorrectionKind) => kind === 'outside-hours';
  const open = others.filter(each =>
    ['counts', 'waits'].includes(correctionState(each).state),
  );
  const wanted = timesOf(proposed, range);
  const taken = (kinds: (kind: CorrectionKind) => boolean) =>
    open
      .filter(({ kind }) => kinds(kind))
      .flatMap(each => timesOf(each, range));
  const checks = [
    {
      share: limits.share,
      times: isHours(proposed.kind)
        ? []
        : [...wanted, ...taken(kind => !isHours(kind))],
    },
    {
      share: limits.shareOutsideHours,
      times: [...wanted, ...taken(() => true)],
    },
  ];
  const over = checks.find(
    ({ share, times }) => mostWithin(times, window) > share * window,
  );
  if (!over) return { ok: true };
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  return refuse(
    'share',
    `${percent(mostWithin(over.times, window) / window)} of ${
      own < DAY ? 'a day' : 'the window'
    } of ${id} would be left out, and ${percent(over.share)} may be.`,
    'Enter a shorter time, or withdraw what is no longer needed.',
    ['window'],
  );
}

function notInPerson(verb: string): Verdict {
  return refuse(
    'person',
    `Machines and assistants ${verb} no corrections.`,
    'Open the portal and do it yourself.',
  );
}

function firstRefusal(verdicts: readonly Verdict[]): Verdict {
  return verdicts.find(({ ok }) => !ok) ?? { ok: true };
}
