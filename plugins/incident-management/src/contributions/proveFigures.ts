import { DashboardTile } from '@countersign/plugin-governance-react';
import {
  periodsOf,
  StateFigures,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../api';

/**
 * States the figures of both periods in the ledger, and brings the evidence from which anybody works them out again:
 * nothing where the scope is wider than a statement can name.
 */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  answer,
  signal,
}) => {
  const api = apis.get(incidentManagementApiRef)!;
  // What the groups and systems of the query came to.
  const list = answer.figures.find(({ id }) => id === 'open')?.list;
  if (!list) return {};
  const narrowing = {
    team: list.team,
    entityRef: list.entityRef,
  } as Pick<StateFigures, 'team' | 'entityRef'>;
  const evidence: Record<string, Uint8Array> = {};
  for (const { from, to } of periodsOf(query)) {
    const { id } = await api.stateFigures(
      { from, to, drills: false, ...narrowing },
      { signal },
    );
    evidence[`figures-${id}.evidence.json`] = await api.getStatementEvidence(
      id,
      { signal },
    );
  }
  return evidence;
};
