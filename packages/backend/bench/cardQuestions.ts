import { queryString } from '@countersign/plugin-governance-common';

const DAY = 86_400_000;
/** As many records as a lane of the time line takes. */
const limit = 100;
/** As many rows as the time line shows. */
const SHOWN = 8;

/** What the cards of an entity's page ask, by the card or by the part of the time line that asks it: one request each. */
export function cardQuestions(entityRef: string): Record<string, string> {
  const ask = (path: string, query: object) =>
    `${path}${queryString({ ...query })}`;
  const [from, to] = [-14, 0].map(days =>
    new Date(Date.now() + days * DAY).toISOString(),
  );
  return {
    // "Can I deploy now?" is of the same answer.
    'configuration item': ask('/change-management/configuration-items/by-ref', {
      ref: entityRef,
    }),
    // The SLOs of the scorecard and the budget of the time line are of the same answer.
    health: ask('/service-levels/objectives', {
      ...{ component: entityRef, limit: 200 },
    }),
    'on call': ask('/incident-management/on-call', { entity: entityRef }),
    evidence: ask('/compliance-evidence/entity-scope', { entityRef }),
    drills: ask('/chaos-drills/entity-drills', { entityRef }),
    'time line: changes': ask('/change-management/changes', {
      ...{ item: [entityRef], sort: 'updated', limit },
    }),
    'time line: deployments': ask('/change-management/deployments', {
      ...{ item: [entityRef], limit, startedFrom: from, startedTo: to },
    }),
    'time line: incidents': ask('/incident-management/incidents', {
      ...{ entityRef: [entityRef], sort: 'opened', limit },
    }),
    'time line: alerts': ask('/service-levels/alerts', {
      ...{ component: [entityRef], state: ['firing', 'resolved'], limit },
    }),
    'time line: evidence': ask('/compliance-evidence/entity-history', {
      ...{ entityRef, limit: SHOWN },
    }),
    'time line: drills': ask('/chaos-drills/drills', {
      ...{ entity: [entityRef], limit },
    }),
  };
}
