import {
  DashboardFigure,
  groupedBy,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { findingNumber, requestNumber } from '../fields';
import { findingState, foldFinding } from '../findings';
import { applyRequestEntry, RequestFacts } from '../requests';

/**
 * What of the dashboard follows from the proven entries of findings and requests, as they stood at a moment. That none is missing
 * among them follows from nothing.
 *
 * @param at - When the dashboard was asked for.
 */
export function derivedComplianceFigures(
  entries: readonly LedgerEntry[],
  at: string,
): Pick<DashboardFigure, 'id' | 'value'>[] {
  const until = entries.filter(
    ({ occurredAt }) => Date.parse(occurredAt) <= Date.parse(at),
  );
  const told = [...groupedBy(until, ({ subject }) => subject)];
  const of = <T>(
    prefix: string,
    fold: (own: readonly LedgerEntry[]) => T | undefined,
  ): T[] =>
    told.flatMap(([subject, own]) =>
      subject.startsWith(prefix) ? fold(own) ?? [] : [],
    );
  const findings = of(findingNumber.prefix, foldFinding).map(facts => ({
    ...facts,
    stands: findingState(facts, at),
  }));
  const open = findings.filter(({ stands }) => stands === 'open');
  const requests = of(requestNumber.prefix, own =>
    own.reduce<RequestFacts | undefined>(applyRequestEntry, undefined),
  );
  return [
    { id: 'open', value: open.length },
    {
      id: 'grave',
      value: open.filter(({ severity }) =>
        ['high', 'critical'].includes(severity),
      ).length,
    },
    {
      id: 'accepted',
      value: findings.filter(({ stands }) => stands === 'accepted').length,
    },
    {
      id: 'ended',
      value: open.filter(({ state }) => state === 'accepted').length,
    },
    {
      id: 'requests',
      value: requests.filter(
        ({ state, due }) =>
          (state === 'open' || state === 'answered') &&
          Date.parse(due) < Date.parse(at),
      ).length,
    },
  ];
}
