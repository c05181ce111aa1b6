import {
  DashboardFigure,
  DashboardScope,
  groupedBy,
  isWithin,
  percentOfAll,
  Period,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { changeEntrySchemas } from '../evidence';
import { factsAt } from '../facts';
import type { Facts } from '../facts';
import { ChangeState } from '../model';
import { plannedStates } from './figures';

/** A figure as it was worked out again. */
export type DerivedFigure = Pick<
  DashboardFigure,
  'id' | 'value' | 'n' | 'previous' | 'previousN'
>;

/** What of a change figures are made of. */
interface ToldChange {
  /** As it stood at the moment of the dashboard. */
  facts?: Facts;
  closed?: { at: string; isSuccess: boolean };
  /** When it was submitted, the last time. */
  submittedAt?: string;
}

const WEEK_MS = 7 * 86_400_000;
const over: readonly ChangeState[] = ['closed', 'canceled'];

/**
 * What of the dashboard follows from the proven entries of changes. That no change is missing among them follows from nothing: a
 * figure is found to be another where more or less of them count.
 *
 * @param at - When the dashboard was asked for: what stands now stood so then.
 */
export function derivedChangeFigures(
  entries: readonly LedgerEntry[],
  {
    previousFrom,
    from,
    to,
  }: Pick<DashboardScope, 'previousFrom' | 'from' | 'to'>,
  at: string,
): DerivedFigure[] {
  const until = entries.filter(
    ({ occurredAt }) => Date.parse(occurredAt) <= Date.parse(at),
  );
  const changes = [...groupedBy(until, ({ subject }) => subject).values()].map(
    own => told(own, at),
  );
  const count = (counts: (facts: Facts) => boolean) =>
    changes.filter(({ facts }) => facts && counts(facts)).length;
  const inWeek = (week: number) => {
    const begin = Date.parse(at) + week * WEEK_MS;
    return count(
      ({ state, content: { window } }) =>
        plannedStates.includes(state) &&
        window !== undefined &&
        Date.parse(window.end) > begin &&
        Date.parse(window.start) < begin + WEEK_MS,
    );
  };
  const now = { from, to };
  const before = { from: previousFrom, to: from };
  const closed = closedIn(changes, now);
  const closedBefore = closedIn(changes, before);
  return [
    { id: 'thisWeek', value: inWeek(0) },
    { id: 'nextWeek', value: inWeek(1) },
    { id: 'waiting', value: count(({ state }) => state === 'authorize') },
    {
      id: 'overdue',
      value: count(
        ({ state, ahead, approvedAt }) =>
          !over.includes(state) &&
          ahead !== undefined &&
          approvedAt === undefined &&
          Date.parse(ahead.dueAt) <= Date.parse(at),
      ),
    },
    { id: 'closed', value: closed.n, previous: closedBefore.n },
    share('successRate', closed, closedBefore),
    share(
      'emergencyShare',
      submittedIn(changes, now),
      submittedIn(changes, before),
    ),
  ];
}

function told(entries: readonly LedgerEntry[], at: string): ToldChange {
  const change: ToldChange = { facts: factsAt(entries, at) };
  for (const { type, occurredAt, data } of entries) {
    if (type === 'change.closed') {
      const { code } = changeEntrySchemas[type].parse(data);
      change.closed = { at: occurredAt, isSuccess: code === 'successful' };
    } else if (type === 'change.transitioned') {
      const { verb } = changeEntrySchemas[type].parse(data);
      if (verb === 'submit') change.submittedAt = occurredAt;
    }
  }
  return change;
}

/** How many there are of all, and how many of them are such ones. */
interface Part {
  n: number;
  part: number;
}

function closedIn(changes: readonly ToldChange[], period: Period): Part {
  const all = changes.filter(({ closed }) => isWithin(period, closed?.at));
  const part = all.filter(({ closed }) => closed?.isSuccess).length;
  return { n: all.length, part };
}

function submittedIn(changes: readonly ToldChange[], period: Period): Part {
  const all = changes.filter(
    ({ submittedAt, facts }) =>
      isWithin(period, submittedAt) && facts?.type !== 'retrospective',
  );
  const part = all.filter(({ facts }) => facts?.type === 'emergency').length;
  return { n: all.length, part };
}

function share(id: string, now: Part, before: Part): DerivedFigure {
  const value = percentOfAll(now.part, now.n);
  const previous = percentOfAll(before.part, before.n);
  return {
    id,
    n: now.n,
    previousN: before.n,
    ...(value !== undefined && { value }),
    ...(previous !== undefined && { previous }),
  };
}
