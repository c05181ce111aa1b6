import {
  DashboardFigure,
  DashboardScope,
  isWithin,
  percentOfAll,
  Period,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { changeEntrySchemas } from '../evidence';

/** A figure as it was worked out again. */
export type DerivedFigure = Pick<
  DashboardFigure,
  'id' | 'value' | 'n' | 'previous' | 'previousN'
>;

/**
 * What of the dashboard follows from the proven entries of changes: how many were closed, and how many of them as successful. That
 * no change is missing among them follows from nothing: a figure is found to be another where more or less of them were closed.
 */
export function derivedChangeFigures(
  entries: readonly LedgerEntry[],
  {
    previousFrom,
    from,
    to,
  }: Pick<DashboardScope, 'previousFrom' | 'from' | 'to'>,
): DerivedFigure[] {
  const closings = new Map<string, { at: string; isSuccess: boolean }>();
  for (const { type, subject, occurredAt, data } of entries) {
    if (type !== 'change.closed') continue;
    const { code } = changeEntrySchemas[type].parse(data);
    closings.set(subject, { at: occurredAt, isSuccess: code === 'successful' });
  }
  const closedIn = (period: Period) => {
    const closed = [...closings.values()].filter(({ at }) =>
      isWithin(period, at),
    );
    const successful = closed.filter(({ isSuccess }) => isSuccess).length;
    return {
      n: closed.length,
      rate: percentOfAll(successful, closed.length),
    };
  };
  const now = closedIn({ from, to });
  const before = closedIn({ from: previousFrom, to: from });
  return [
    { id: 'closed', value: now.n, previous: before.n },
    {
      id: 'successRate',
      n: now.n,
      previousN: before.n,
      ...(now.rate !== undefined && { value: now.rate }),
      ...(before.rate !== undefined && { previous: before.rate }),
    },
  ];
}
