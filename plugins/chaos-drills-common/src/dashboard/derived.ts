import {
  DashboardFigure,
  DashboardScope,
  isWithin,
  percentOfAll,
  Period,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { foldDrill } from '../drill/fold';
import { DrillFacts } from '../drill/model';
import { DrillCounts } from './figures';

/**
 * What of the dashboard follows from the proven entries of drills: how many ended, passed and were not noticed. That no drill is
 * missing among them follows from nothing: a figure is found to be another where more or less of them ended.
 */
export function derivedDrillFigures(
  entries: readonly LedgerEntry[],
  {
    previousFrom,
    from,
    to,
  }: Pick<DashboardScope, 'previousFrom' | 'from' | 'to'>,
): Pick<DashboardFigure, 'id' | 'value' | 'n' | 'previous' | 'previousN'>[] {
  const drills = new Map<string, DrillFacts | undefined>();
  for (const entry of entries) {
    drills.set(entry.subject, foldDrill(drills.get(entry.subject), entry));
  }
  const countsOf = (period: Period): DrillCounts => {
    const ended = [...drills.values()].flatMap(facts =>
      facts?.state === 'ended' &&
      facts.endedAt !== undefined &&
      isWithin(period, facts.endedAt)
        ? [facts]
        : [],
    );
    return {
      ended: ended.length,
      passed: ended.filter(({ outcome }) => outcome === 'passed').length,
      missed: ended.filter(({ measurement }) => measurement?.missed).length,
    };
  };
  const now = countsOf({ from, to });
  const before = countsOf({ from: previousFrom, to: from });
  const [rate, rateBefore] = [now, before].map(({ passed, ended }) =>
    percentOfAll(passed, ended),
  );
  return [
    { id: 'ended', value: now.ended, previous: before.ended },
    {
      id: 'passed',
      n: now.ended,
      previousN: before.ended,
      ...(rate !== undefined && { value: rate }),
      ...(rateBefore !== undefined && { previous: rateBefore }),
    },
    { id: 'missed', value: now.missed, previous: before.missed },
  ];
}
