import {
  alone,
  ClaimBookOf,
  joined,
  Phrase,
  record,
  say,
  StoryContext,
  StoryKind,
  StoryResultOf,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { budgetOf, exact, nearest } from '../arithmetic/exact';
import { Counts, noFigureOf } from '../arithmetic/budget';
import { serviceLevelEntries } from '../ledger/entries';
import { checkCorrected } from './correctedFigures';
import { AlertNote, Counted, figuresAt, HOUR_MS, hoursOf } from './counted';

/** What objectives are called in the ledger. */
export const OBJECTIVE_SUBJECT = 'slo:default/';

const claims = {
  readable: 'Every entry has the form of its type and is about this objective',
  hours: 'Each hour was counted once, in order, and no later than it is told',
  counts: 'No hour has more bad events than events',
  figures: 'The figures follow from the counts of their window',
  corrected: 'Corrected figures leave out what standing corrections exclude',
  alerts: 'Each alert was above its thresholds, by counts that fit the hours',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  readable: 'There are no entries.',
  hours: 'No hour was counted in this time.',
  counts: 'No hour was counted in this time.',
  figures: 'No figure was recorded in this time.',
  corrected: 'No correction counted in this time.',
  alerts: 'No alert came about in this time.',
};

/** Goes through entries that counted, and does what they say again. */
class HoursTeller {
  #measurement: string | undefined;
  #to: number | undefined;
  #hours = new Map<number, Counts>();

  readonly relies = new Set<string>();

  constructor(
    private readonly book: ClaimBookOf<Claim>,
    private readonly context: StoryContext,
  ) {}

  tell(entry: LedgerEntry, counted: Counted): void {
    const { id, occurredAt } = entry;
    const from = Date.parse(counted.from);
    const to = Date.parse(counted.to);
    if (this.#measurement !== counted.measurement) {
      this.#measurement = counted.measurement;
      this.#to = undefined;
      this.#hours = new Map();
    }
    this.book.check(
      'hours',
      this.#isNext(from, to, counted) && Date.parse(occurredAt) >= to,
      {
        pass: say`From ${time(counted.from)} to ${time(counted.to)}.`,
        fail: say`The hours from ${time(counted.from)} to ${time(
          counted.to,
        )} do not follow those before them, or are recorded before they were over.`,
      },
      id,
    );
    this.#to = to;
    counted.hours.forEach(([bad, total], i) =>
      this.#count(from + (i + 1) * HOUR_MS, { bad, total }, id),
    );
    for (const { end, hour } of counted.late) {
      this.book.check(
        'hours',
        Date.parse(end) <= from,
        {
          pass: say`Of the hour up to ${time(end)} more was known later.`,
          fail: say`The hour up to ${time(
            end,
          )} is told late before it was told.`,
        },
        id,
      );
      this.#count(Date.parse(end), { bad: hour[0], total: hour[1] }, id);
    }
    this.#figures(counted, to, id);
    this.#corrected(counted, entry);
    for (const alert of counted.alerts) this.#alert(alert, counted, id);
  }

  #isNext(from: number, to: number, { hours }: Counted): boolean {
    return (
      from % HOUR_MS === 0 &&
      to - from === hours.length * HOUR_MS &&
      (this.#to === undefined || from === this.#to)
    );
  }

  #count(end: number, counts: Counts, id: string): void {
    this.#hours.set(end, counts);
    this.book.check(
      'counts',
      noFigureOf(counts) !== 'inconsistent',
      {
        pass: 'None has.',
        fail: say`The hour up to ${time(new Date(end).toISOString())} has ${
          counts.bad
        } bad events of ${counts.total}.`,
      },
      id,
    );
  }

  #figures(counted: Counted, to: number, id: string): void {
    const { figures, window } = counted;
    const { first } = hoursOf(window, to);
    const oldest = Math.min(...this.#hours.keys());
    const begins = Math.max(first, Date.parse(counted.since) + HOUR_MS);
    const isWhole = oldest <= begins;
    const own = figuresAt(this.#hours, counted, to);
    const at = time(counted.to);
    // A window that begins before the first hour that is told may hold more than is told, and no less.
    const untold = say`At ${at} the window begins before the first hour that is told.`;
    if (typeof own === 'string' || !figures) {
      const isOpen = own === 'no-data' && this.#hours.size > 0 && !isWhole;
      this.book.check(
        'figures',
        typeof own === 'string' && (!figures || isOpen),
        {
          pass: figures
            ? untold
            : say`At ${at} there is none: nothing was counted.`,
          fail: say`At ${at} ${
            figures ? 'there is a figure and no count' : 'the figure is missing'
          }.`,
        },
        id,
      );
      return;
    }
    const isSame = (
      ['bad', 'total', 'sli', 'burnRate', 'budgetLeft'] as const
    ).every(name => figures[name] === own[name]);
    const mayHold =
      !isWhole && figures.bad >= own.bad && figures.total >= own.total;
    this.book.check(
      'figures',
      isSame || mayHold,
      {
        pass: isSame ? told(own, at) : untold,
        fail: say`At ${at} ${figures.bad} bad events of ${figures.total} are recorded; the hours have ${own.bad} of ${own.total}.`,
      },
      id,
    );
  }

  #corrected(counted: Counted, entry: LedgerEntry): void {
    if (!counted.corrected) return;
    const { problem, relies } = checkCorrected(counted, {
      entry,
      objective: entry.subject.slice(OBJECTIVE_SUBJECT.length),
      hours: this.#hours,
      context: this.context,
    });
    relies.forEach(each => this.relies.add(each));
    const { corrections, bad, total } = counted.corrected;
    const at = time(counted.to);
    this.book.check(
      'corrected',
      problem === undefined,
      {
        pass: say`At ${at}: ${bad} bad of ${total} without ${joined(
          corrections.map(({ number }) => record(number)),
          ', ',
        )}.`,
        fail: say`At ${at}: ${problem ?? ''}.`,
      },
      entry.id,
    );
  }

  #alert(alert: AlertNote, counted: Counted, id: string): void {
    const { number, burn, at, type } = alert;
    const problem = burn && this.#problemOf(burn, Date.parse(at), counted);
    this.book.check(
      'alerts',
      problem === undefined,
      {
        pass: say`${number} ${type.slice('alert.'.length)} at ${time(at)}.`,
        fail: say`${number} at ${time(at)}: ${problem ?? ''}.`,
      },
      id,
    );
  }

  /** Why an alert could not have fired by these counts; undefined where it could. */
  #problemOf(
    burn: NonNullable<AlertNote['burn']>,
    at: number,
    { pairs, target }: Counted,
  ): string | undefined {
    const pair = pairs.find(
      each =>
        each.severity === burn.severity &&
        each.longWindow === burn.longWindow &&
        each.shortWindow === burn.shortWindow,
    );
    if (!pair) return 'the objective has no such pair of windows';
    const threshold = nearest(exact(pair.burnRate).mul(budgetOf(target)));
    if (Math.abs(threshold - burn.threshold) > 1e-9 * threshold) {
      return `its threshold is ${burn.threshold}, and would be ${threshold}`;
    }
    const above = ({ bad, total }: Counts) =>
      total > 0 && bad / total > burn.threshold;
    if (!above(burn.long) || !above(burn.short)) {
      return 'its windows are not above the threshold';
    }
    return this.#fits(burn.long, burn.longWindow, at) &&
      this.#fits(burn.short, burn.shortWindow, at)
      ? undefined
      : 'its counts are more than the hours have, or less';
  }

  /** The hours within a window have no more than it, and those that it touches no less. */
  #fits(counts: Counts, window: number, at: number): boolean {
    let within = { bad: 0, total: 0 };
    let touched = { bad: 0, total: 0 };
    const first = Math.floor((at - window) / HOUR_MS) + 1;
    for (let i = first; i * HOUR_MS - HOUR_MS < at; i++) {
      const hour = this.#hours.get(i * HOUR_MS);
      // Hours that are not told leave it open.
      if (!hour) return true;
      touched = plus(touched, hour);
      const isWithin = i * HOUR_MS <= at && (i - 1) * HOUR_MS >= at - window;
      if (isWithin) within = plus(within, hour);
    }
    return (
      counts.bad >= within.bad &&
      counts.total >= within.total &&
      counts.bad <= touched.bad &&
      counts.total <= touched.total
    );
  }
}

/** Judges what the ledger says of one objective: does its sums again, by the hours that it recorded. */
export function objectiveStory(
  entries: LedgerEntry[],
  context: StoryContext = alone,
): StoryResultOf<Claim, string> {
  const book = new ClaimBookOf<Claim>(claims);
  const subject = entries[0]?.subject ?? '';
  const teller = new HoursTeller(book, context);
  for (const entry of entries) {
    const { id, type, data } = entry;
    const isOurs = serviceLevelEntries.is(type) && entry.subject === subject;
    const parsed = isOurs
      ? serviceLevelEntries.schemas[type].safeParse(data)
      : undefined;
    book.check(
      'readable',
      parsed?.success === true,
      {
        pass: 'All are.',
        fail: `${type} about ${entry.subject} is none of this objective.`,
      },
      id,
    );
    if (parsed?.success && type === 'objective.counted') {
      teller.tell(entry, parsed.data as Counted);
    }
  }
  const judged = book.claims(idle);
  return {
    subject,
    title: subject.slice(OBJECTIVE_SUBJECT.length),
    rules: 1,
    holds: entries.length > 0 && judged.every(({ holds }) => holds),
    claims: judged,
    relies: [...teller.relies],
  };
}

function plus(a: Counts, b: Counts): Counts {
  return { bad: a.bad + b.bad, total: a.total + b.total };
}

function told(
  {
    bad,
    total,
    sli,
    budgetLeft,
    burnRate,
  }: {
    bad: number;
    total: number;
    sli: number;
    budgetLeft: number;
    burnRate: number;
  },
  at: ReturnType<typeof time>,
): Phrase {
  return say`At ${at}: ${bad} bad of ${total}, ${percent(sli)} good, ${percent(
    budgetLeft,
  )} of the budget left, burn rate ${burnRate.toFixed(3)}.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)} %`;
}

/** How whoever verifies evidence judges what a log says of objectives. */
export const objectiveStories: StoryKind<Claim, string> = {
  prefix: OBJECTIVE_SUBJECT,
  names: subject => subject.startsWith(OBJECTIVE_SUBJECT),
  opening: 'objective.defined',
  // Each entry that counted has its definition with it.
  partly: true,
  judge: objectiveStory,
  limits: [
    'That what a source reported is what happened: a source is believed.',
    'That an hour was not counted otherwise before it was recorded, which is within hours after it was over.',
    'That an alert that should have fired did: windows of minutes are not on record, and hours alone cannot show it.',
    'That a correction which counts was left out of the figures that stand beside those of all that was measured, where none is named.',
  ],
};
