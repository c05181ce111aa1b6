import { IncidentDetail } from '@countersign/plugin-incident-management-common';
import { AreaPages } from '@countersign/plugin-governance-node';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';

/** The shape of {@link describeIncident}, as the actions registry takes it. */
export const describedIncident = (z: typeof zod3) =>
  z.object({
    number: z.string(),
    title: z.string(),
    state: z.string(),
    priority: z.number(),
    entities: z.array(z.string()),
    acknowledgedBy: z.string().optional(),
    next: z.string(),
    url: z.string().describe('The page of the incident'),
    path: z.string().describe('The same within the portal'),
  });

/** What an action says of an incident: enough for the next step of a template or an assistant. */
export function describeIncident(
  { incident, next }: IncidentDetail,
  pages: AreaPages,
) {
  const { number, title, state, priority, entities, acknowledged } = incident;
  return {
    number,
    title,
    state,
    priority,
    entities,
    acknowledgedBy: acknowledged?.by,
    next: next.text,
    url: pages.url(number),
    path: pages.path(number),
  };
}
