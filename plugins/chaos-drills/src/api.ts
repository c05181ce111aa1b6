import { createApiRef } from '@backstage/frontend-plugin-api';
import { ChaosDrillsClient } from '@countersign/plugin-chaos-drills-common';
import { clientApi, ProofSource } from '@countersign/plugin-governance-react';

const pluginId = 'chaos-drills';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type ChaosDrillsApi = Pick<ChaosDrillsClient, keyof ChaosDrillsClient>;

/** Finds the client of the drills backend. */
export const chaosDrillsApiRef = createApiRef<ChaosDrillsApi>().with({
  id: 'plugin.chaos-drills.service',
  pluginId,
});

/** The client of the drills backend, for every page of the area. */
export const chaosDrillsApi = clientApi(
  chaosDrillsApiRef,
  pluginId,
  options => new ChaosDrillsClient(options),
);

/** Where the evidence of game days comes from: one file for the day and its drills. */
export function gameDayProof(
  api: Pick<ChaosDrillsApi, 'getLedgerStatus' | 'getGameDayEvidence'>,
): ProofSource {
  return {
    getLedgerStatus: options => api.getLedgerStatus(options),
    getEvidence: number => api.getGameDayEvidence(number),
  };
}

/** Where the evidence of schedules comes from, by the names of their experiments. */
export function scheduleProof(
  api: Pick<ChaosDrillsApi, 'getLedgerStatus' | 'getScheduleEvidence'>,
): ProofSource {
  return {
    getLedgerStatus: options => api.getLedgerStatus(options),
    getEvidence: experiment => api.getScheduleEvidence(experiment),
  };
}

/** Names the request for the drills of an entity: all that show them on a page share it. */
export const entityDrillsKey = (entityRef: string) =>
  `chaos-drills/entity-drills/${entityRef}`;
