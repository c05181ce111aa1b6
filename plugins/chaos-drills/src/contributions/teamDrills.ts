import { CatalogApi } from '@backstage/plugin-catalog-react';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import { loadOwnedItems } from '@countersign/plugin-governance-react';
import { ChaosDrillsApi } from '../api';
import { isOverdue, PlanItem } from '../components/planFilters';

/** So many items of a team are looked at. */
const MOST_ITEMS = 500;
/** So many drills that run are looked at: one a target at most. */
const MOST_RUNNING = 50;

/** What people see of the drills of what they and their teams own. */
export interface TeamDrills {
  overdue: PlanItem[];
  running: Drill[];
}

/** The overdue and the running drills of what these people and groups own, the most overdue first. */
export async function loadTeamDrills(
  api: Pick<ChaosDrillsApi, 'getPlan' | 'listDrills'>,
  catalogApi: Pick<CatalogApi, 'queryEntities'>,
  owners: string[],
  signal: AbortSignal,
): Promise<TeamDrills> {
  const [{ refs }, plan, running] = await Promise.all([
    loadOwnedItems(catalogApi, owners, MOST_ITEMS),
    api.getPlan({ signal }),
    api.listDrills({ state: ['running'], limit: MOST_RUNNING }, { signal }),
  ]);
  const own = new Set(refs);
  const now = Date.now();
  return {
    overdue: plan.items.filter(
      item => own.has(item.entity) && isOverdue(item, now),
    ),
    running: running.items.filter(({ entity }) => own.has(entity)),
  };
}
