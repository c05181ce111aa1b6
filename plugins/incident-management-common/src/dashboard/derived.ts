import { DashboardFigure } from '@countersign/plugin-governance-common';
import { StatementData } from '../statements/entries';
import { deliveryDashboardFigures } from './figures';

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
