import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  drillPlanPermission,
  drillReadPermission,
  drillStartPermission,
  drillStopPermission,
  DrillVerb,
  GameDayVerb,
} from '@countersign/plugin-chaos-drills-common';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';

/** The permission that a verb of a drill takes. */
export function permissionOf(verb: DrillVerb): BasicPermission {
  const permissions: Record<DrillVerb, BasicPermission> = {
    start: drillStartPermission,
    stop: drillStopPermission,
    // Whoever plans drills may leave one out.
    cancel: drillPlanPermission,
    // So do those who learn from it.
    note: drillPlanPermission,
  };
  return permissions[verb];
}

/** The permission that a verb of a game day takes: it starts as a drill does, and the rest is for whoever plans drills. */
export function gameDayPermission(verb: GameDayVerb): BasicPermission {
  return verb === 'start' ? drillStartPermission : drillPlanPermission;
}

/** Asks who may do what with drills: all of them or none. */
export class DrillAccess extends PlainAccess {
  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.demand(caller, drillReadPermission, 'You may not read drills');
  }
}
