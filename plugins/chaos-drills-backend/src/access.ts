import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  drillPlanPermission,
  drillReadPermission,
  drillStartPermission,
  drillStopPermission,
  DrillVerb,
} from '@countersign/plugin-chaos-drills-common';
import { Caller, lacking } from '@countersign/plugin-governance-node';

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

/** Asks who may do what with drills: all of them or none. */
export class DrillAccess {
  constructor(
    private readonly permissions: Pick<PermissionsService, 'authorize'>,
  ) {}

  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.demand(caller, drillReadPermission, 'Drills are not for you');
  }

  /** @throws NotAllowedError */
  async demand(
    caller: Caller,
    permission: BasicPermission,
    message: string,
  ): Promise<void> {
    const [may] = await this.mayAll(caller, [permission]);
    if (!may) throw lacking(permission, message);
  }

  /** Which of these the permission framework lets somebody do, in their order. */
  async mayAll(
    caller: Caller,
    permissions: readonly BasicPermission[],
  ): Promise<boolean[]> {
    if (!caller.credentials) return permissions.map(() => true);
    const decisions = await this.permissions.authorize(
      permissions.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }
}
