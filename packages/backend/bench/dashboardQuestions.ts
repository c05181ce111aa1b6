import { queryString } from '@countersign/plugin-governance-common';
import { itemRef } from '../../../plugins/change-management-backend/bench/estate';
import { serviceRef } from '../../../plugins/incident-management-backend/bench/years';

const DAY = 86_400_000;
const ago = (days: number) =>
  new Date((Math.floor(Date.now() / DAY) + 1 - days) * DAY).toISOString();

/** What the page of the dashboard asks, all at once; each time of a period that nobody has asked about. */
export function dashboardPage(i: number, days: number): string[] {
  const query = queryString({
    previousFrom: ago(i + 2 * days),
    from: ago(i + days),
    to: ago(i),
  });
  return [
    `/service-levels/dashboard${query}`,
    `/incident-management/dashboard${query}`,
    `/change-management/dashboard${query}`,
    `/incident-management/dashboard/delivery${query}`,
    `/compliance-evidence/dashboard${query}`,
    `/chaos-drills/dashboard${query}`,
  ];
}

type Get = <T>(path: string) => Promise<T>;

/** What the card of an entity's time line asks, all at once: of each area what its rows and its lane of 14 days are made of. */
export async function timeline(get: Get, i: number): Promise<void> {
  const ask = (path: string, query: object) =>
    get(`${path}${queryString({ ...query })}`);
  // Each estate has its own names; those with low numbers have the most.
  const place = (i * i) % 600;
  const item = [itemRef(place)];
  const component = serviceRef(place);
  const limit = 100;
  await Promise.all([
    ask('/change-management/changes', { item, sort: 'updated', limit }),
    ask('/change-management/deployments', {
      ...{ item, limit },
      ...{ startedFrom: ago(14), startedTo: ago(0) },
    }),
    ask('/incident-management/incidents', {
      ...{ entityRef: [component], sort: 'opened', limit },
    }),
    ask('/service-levels/alerts', {
      ...{ component: [component], state: ['firing', 'resolved'], limit },
    }),
    // The budget beneath; the cards of the page share this one.
    ask('/service-levels/objectives', { component, limit: 200 }),
  ]);
}
