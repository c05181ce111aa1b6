import {
  DashboardFigure,
  groupedBy,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { foldIncident } from '../facts';
import { incidentNumber, priorityOf, problemNumber } from '../model';
import { foldProblem } from '../problems/fold';
import { StatementData } from '../statements/entries';
import {
  deliveryDashboardFigures,
  isGoing,
  openProblemStates,
} from './figures';

/** Figures of the dashboard by the tile that they stand on. */
export type DerivedFigures = Record<
  'incidents' | 'delivery',
  Pick<DashboardFigure, 'id' | 'value' | 'n' | 'previous' | 'previousN'>[]
>;

/**
 * What of the dashboard follows from stated figures of the period, and of the one before: for whoever verifies an export.
 * Figures of deployments do only where the statement is not narrowed by teams: it counts the deployments of all teams.
 */
export function derivedFigures(
  now: StatementData,
  before: StatementData,
): DerivedFigures {
  const [{ restore }, was] = [now.incidents, before.incidents];
  const known = (name: 'value' | 'previous', value: number | undefined) =>
    value === undefined ? {} : { [name]: value };
  return {
    incidents: [
      {
        id: 'started',
        value: now.incidents.incidents,
        previous: was.incidents,
      },
      {
        id: 'restore',
        n: restore.n,
        previousN: was.restore.n,
        ...known('value', restore.median),
        ...known('previous', was.restore.median),
      },
    ],
    delivery: now.narrowing.team
      ? []
      : deliveryDashboardFigures(
          { previousFrom: before.from, from: now.from, to: now.to },
          {},
          now.delivery,
          before.delivery,
        ).map(({ id, value, n, previous, previousN }) => ({
          id,
          ...known('value', value),
          ...(n !== undefined && { n }),
          ...(previousN !== undefined && { previousN }),
          ...known('previous', previous),
        })),
  };
}

/**
 * What of the dashboard follows from the proven entries of incidents and problems, as they stood at a moment. That none is missing
 * among them follows from nothing, nor how many were open when the period began.
 *
 * @param at - When the dashboard was asked for.
 */
export function derivedStanding(
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
  const incidents = of(incidentNumber.prefix, foldIncident);
  const open = incidents.filter(isGoing);
  const problems = of(problemNumber.prefix, foldProblem);
  const overdue = incidents.flatMap(({ actionItems }) =>
    actionItems.filter(
      ({ state, dueAt }) =>
        state === 'open' && Date.parse(dueAt) <= Date.parse(at),
    ),
  );
  return [
    { id: 'open', value: open.length },
    {
      id: 'urgent',
      value: open.filter(
        ({ impact, urgency }) => priorityOf(impact, urgency) <= 2,
      ).length,
    },
    {
      id: 'problems',
      value: problems.filter(({ state }) => openProblemStates.includes(state))
        .length,
    },
    { id: 'overdueActions', value: overdue.length },
  ];
}
