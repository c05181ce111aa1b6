import { DeliveryFigures, deliveryFigures } from '../metrics/delivery';
import { countedIn, MeasuredIncident, timedIncident } from '../metrics/figures';
import { narrowedBy, Narrowing } from '../metrics/narrowed';
import { IncidentSlice, incidentSlice } from '../metrics/report';
import { StatementData } from './entries';

/** What figures are stated of. */
export interface StatedOf
  extends Pick<StatementData, 'from' | 'to' | 'drills' | 'deployments'> {
  narrowing: Narrowing;
}

/**
 * The figures that follow from incidents and deployments: for whoever states them, and for whoever works them out again.
 *
 * @param incidents - As their entries tell.
 * @param at - When it is stated: what goes on is down up to here.
 */
export function statedFigures(
  { from, to, drills, narrowing, deployments }: StatedOf,
  incidents: readonly MeasuredIncident[],
  at: string,
): { incidents: IncidentSlice; delivery: DeliveryFigures } {
  const scope = { period: { from, to }, drills };
  const counted = countedIn(incidents.map(timedIncident), scope).filter(
    narrowedBy(narrowing),
  );
  return {
    incidents: incidentSlice(counted, scope, at),
    delivery: deliveryFigures(deployments, counted, scope),
  };
}
