import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  InboxSource,
  recordPath,
  shortName,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { drillRouteRef, rootRouteRef } from '../routes';
import { loadTeamDrills } from './teamDrills';
import { AllOverdueText, DrillTaskBadge } from './Texts';

/** So many of each kind stand in the inbox; the plan shows the rest. */
const SHOWN = 10;
/** Planned drills that are looked through for the reader's own. */
const LOOKED_AT = 100;

/** What waits for the reader: drills that they planned and nobody started, and what is overdue of what their teams own. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
  teams,
}) => {
  const api = apis.get(chaosDrillsApiRef)!;
  const [planned, { overdue }] = await Promise.all([
    api.listDrills({ state: ['planned'], limit: LOOKED_AT }, { signal }),
    loadTeamDrills(api, apis.get(catalogApiRef)!, [user, ...teams], signal),
  ]);
  const href = planPath(apis);
  return {
    items: [
      ...planned.items
        .filter(({ plannedBy }) => plannedBy === user)
        .slice(0, SHOWN)
        .map(({ number, title, change, updatedAt }) => ({
          id: number,
          record: number,
          href: recordPath(apis, drillRouteRef, number),
          title,
          // Without a change nobody may start it.
          task: <DrillTaskBadge task={change ? 'start' : 'change'} />,
          since: updatedAt,
        })),
      ...overdue.slice(0, SHOWN).map(({ entity, scenario, dueAt }) => ({
        id: `${entity} ${scenario}`,
        record: shortName(entity),
        href: href && `${href}?${new URLSearchParams({ entity })}`,
        title: scenario,
        task: <DrillTaskBadge task="drill" />,
        since: dueAt,
        dueAt,
      })),
    ],
    links:
      href && overdue.length > SHOWN
        ? [{ text: <AllOverdueText total={overdue.length} />, href }]
        : [],
  };
};

function planPath(apis: ApiHolder): string | undefined {
  return apis.get(routeResolutionApiRef)?.resolve(rootRouteRef)?.();
}
