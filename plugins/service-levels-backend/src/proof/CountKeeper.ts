import {
  Journal,
  pluginCaller,
  Unit,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  AlertNote,
  AlertReason,
  correctedRange,
  Counted,
  figuresAt,
  HOUR_MS,
  hoursOf,
  Objective,
  ServiceLevelEntries,
  thresholdOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { Corrections } from '../corrections/Corrections';
import { AlertStore } from '../database/AlertStore';
import { BucketStore } from '../database/BucketStore';
import { CountedStore } from '../database/CountedStore';
import {
  ObjectiveListStore,
  ObjectiveRecord,
} from '../database/ObjectiveListStore';
import { subjectOf } from '../services/subjects';

/** Until then a source that was away is read again, and what it counted meanwhile belongs to its hour. */
const SETTLED_MS = 20 * 60_000;
/** So many objectives are recorded each hour; where there are more, each is recorded every few hours, and once a day at least. */
const EACH_HOUR = 1_000;
const MOST_HOURS_BETWEEN = 24;
const TOGETHER = 50;
/** So many hours go into one entry. */
const MOST_HOURS = 31 * 24;
const LONGEST_MS = 400 * 24 * HOUR_MS;

/**
 * Puts what was counted on record, hour by hour, once the hours are over: from then on it is not changed without being seen. An
 * entry an objective, of as many hours as keep the ledger small.
 */
export class CountKeeper {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      ledger: Pick<Ledger, 'entriesOf'>;
      list: ObjectiveListStore;
      buckets: BucketStore;
      alerts: AlertStore;
      counted: CountedStore;
      corrected: Corrections;
    },
  ) {}

  /** @returns how many objectives were recorded */
  async record(): Promise<number> {
    const { journal, counted } = this.options;
    const { knex } = journal;
    const objectives = await counted.count(knex);
    const every =
      Math.min(MOST_HOURS_BETWEEN, Math.ceil(objectives / EACH_HOUR) || 1) *
      HOUR_MS;
    const settled = journal.now().getTime() - SETTLED_MS;
    const to = Math.floor(settled / every) * every;
    let recorded = 0;
    for (;;) {
      const due = await counted.due(knex, new Date(to), TOGETHER);
      if (due.length === 0) return recorded;
      await journal.run(pluginCaller('service-levels'), async unit => {
        for (const id of due) await this.#recordOne(unit, id, to);
      });
      recorded += due.length;
    }
  }

  async #recordOne(
    unit: Unit<ServiceLevelEntries>,
    id: string,
    to: number,
  ): Promise<void> {
    const { counted, list, buckets } = this.options;
    const { trx } = unit;
    const held = await counted.lock(trx, id);
    const found = held && (await list.find(trx, id));
    if (!held || !found) return;
    const { measurement } = held;
    const { objective, digest, since } = found;
    const first = Math.floor((since ?? to) / HOUR_MS) * HOUR_MS;
    let from = Math.max(held.countedTo ?? first, to - LONGEST_MS);
    const oldest = hoursOf(objective.window, from).first - HOUR_MS;
    const steps =
      from < to
        ? await buckets.hours(trx, measurement, {
            from: Math.min(oldest, from),
            to,
          })
        : [];
    const hours = new Map(steps.map(step => [step.end, step]));
    const late = from < to ? await counted.takeLate(trx, measurement) : [];
    while (from < to) {
      const until = Math.min(to, from + MOST_HOURS * HOUR_MS);
      const begin = from;
      const lateNow = late
        .splice(0)
        .filter(end => end <= begin && hours.has(end));
      await unit.record('objective.counted', subjectOf(id), {
        ...promiseOf(objective, digest, measurement),
        since: iso(Math.max(first, to - LONGEST_MS)),
        from: iso(from),
        to: iso(until),
        hours: hoursBetween(hours, from, until),
        late: lateNow.map(end => ({
          end: iso(end),
          hour: hourOf(hours.get(end)),
        })),
        ...figuresOf(hours, objective, until),
        ...(await this.#corrected(trx, found, { hours, to: until })),
        alerts: await this.#alerts(trx, id, { from, to: until }),
      });
      from = until;
    }
    await counted.counted(trx, id, { measurement, to: Math.max(from, to) });
  }

  /** What the figures are without what corrections exclude by now, with how much of each correction was known. */
  async #corrected(
    trx: Knex.Transaction,
    { objective, measurement }: ObjectiveRecord,
    { hours, to }: { hours: ReadonlyMap<number, Hour>; to: number },
  ): Promise<Pick<Counted, 'corrected'>> {
    const { corrected, ledger } = this.options;
    const held = await corrected.held(trx, objective.id);
    const counts = figuresAt(hours, objective, to);
    if (held.length === 0 || typeof counts === 'string') return {};
    const found = await corrected.without(
      trx,
      {
        ...{ objective, measurement, counts },
        range: correctedRange(objective.window, to),
      },
      held,
    );
    if (!found) return {};
    const { bad, total, sli, burnRate, budgetLeft } = found;
    const corrections: NonNullable<Counted['corrected']>['corrections'] = [];
    for (const each of found.corrections) {
      const entries = await ledger.entriesOf(each.number, trx);
      corrections.push({
        number: each.number,
        upTo: entries[entries.length - 1].entry.id,
        ...{ bad: each.bad, total: each.total, excluded: each.excluded },
      });
    }
    return {
      corrected: {
        ...{ bad, total, corrections },
        ...(sli !== undefined && { sli }),
        ...(burnRate !== undefined && { burnRate }),
        ...(budgetLeft !== undefined && { budgetLeft }),
      },
    };
  }

  /** What became of alerts within the hours, as the ledger has it. */
  async #alerts(
    trx: Knex.Transaction,
    objective: string,
    { from, to }: { from: number; to: number },
  ): Promise<AlertNote[]> {
    const { alerts, ledger } = this.options;
    const numbers = await alerts.numbersBetween(trx, objective, {
      from: new Date(from),
      to: new Date(to),
    });
    const notes: AlertNote[] = [];
    for (const number of numbers) {
      for (const { entry } of await ledger.entriesOf(number, trx)) {
        const { type } = entry;
        const data = entry.data as unknown as AlertReason;
        const at = data.at ?? entry.occurredAt;
        const isWithin = Date.parse(at) > from && Date.parse(at) <= to;
        if (!isWithin || !isNoted(type)) continue;
        notes.push({
          number,
          type,
          at,
          ...(type !== 'alert.resolved' &&
            data.kind === 'burn' && {
              burn: {
                severity: data.severity,
                longWindow: data.longWindow,
                shortWindow: data.shortWindow,
                threshold: data.threshold,
                long: data.long,
                short: data.short,
              },
            }),
        });
      }
    }
    return notes;
  }
}

function isNoted(type: string): type is AlertNote['type'] {
  return (
    type === 'alert.fired' ||
    type === 'alert.raised' ||
    type === 'alert.lowered' ||
    type === 'alert.resolved'
  );
}

function promiseOf(objective: Objective, digest: string, measurement: string) {
  const { target, window, method } = objective;
  const promise = { target, window: windowLength(window) };
  return {
    definition: digest,
    target,
    window,
    method: method.kind,
    measurement,
    pairs: tiersOf(objective).map(tier => ({
      severity: tier.severity,
      longWindow: tier.long,
      shortWindow: tier.short,
      burnRate: thresholdOf(tier, promise).burnRate,
    })),
  };
}

type Hour = { bad: number; total: number; seen: number };

function hourOf(hour: Hour | undefined): [number, number, number] {
  return hour ? [hour.bad, hour.total, hour.seen] : [0, 0, 0];
}

function hoursBetween(
  hours: ReadonlyMap<number, Hour>,
  from: number,
  to: number,
) {
  const found: [number, number, number][] = [];
  for (let end = from + HOUR_MS; end <= to; end += HOUR_MS) {
    found.push(hourOf(hours.get(end)));
  }
  return found;
}

function figuresOf(
  hours: ReadonlyMap<number, Hour>,
  objective: Objective,
  at: number,
): Pick<Counted, 'figures'> {
  const standing = figuresAt(hours, objective, at);
  if (typeof standing === 'string') return {};
  const { bad, total, sli, burnRate, budgetLeft } = standing;
  return { figures: { bad, total, sli, burnRate, budgetLeft } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
