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
  ];
}

type Get = <T>(path: string) => Promise<T>;

/** What the card of an entity's time line asks, all at once: the lanes and the budget of 14 days, and the latest of each area. */
export async function timeline(get: Get, i: number): Promise<void> {
  const period = { from: ago(14), to: ago(0) };
  const ask = (path: string, query: object) =>
    get(`${path}${queryString({ ...query })}`);
  // Each estate has its own names; those with low numbers have the most.
  const place = (i * i) % 600;
  const item = [itemRef(place)];
  const entityRef = [serviceRef(place)];
  const component = serviceRef(place);
  const changes = '/change-management/changes';
  const incidents = '/incident-management/incidents';
  const alerts = '/service-levels/alerts';
  const state = ['firing', 'resolved'];
  await Promise.all([
    ask(changes, { item, sort: 'updated', limit: 8 }),
    ask(changes, {
      item,
      state: ['implement', 'review', 'closed'],
      ...{ windowFrom: period.from, windowTo: period.to },
      ...{ sort: 'window', limit: 100 },
    }),
    ask('/change-management/deployments', {
      item,
      ...{ startedFrom: period.from, startedTo: period.to, limit: 100 },
    }),
    ask(incidents, { entityRef, sort: 'opened', limit: 8 }),
    ask(incidents, {
      entityRef,
      ...{ openedFrom: period.from, openedTo: period.to },
      ...{ sort: 'opened', limit: 100 },
    }),
    ask(alerts, { component: [component], state, limit: 8 }),
    ask(alerts, { component: [component], state, limit: 100 }),
    ask('/service-levels/faults', { component, ...period }),
    budget(get, component),
  ]);
}

/** The worst objective of a component, and how its budget went. */
async function budget(get: Get, component: string): Promise<void> {
  const { items } = await get<{ items: { id: string }[] }>(
    `/service-levels/objectives${queryString({ component, limit: 200 })}`,
  );
  const [worst] = items;
  if (worst) await get(`/service-levels/objectives/${worst.id}/burn-down`);
}
