import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  Permission,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  changeApprovePermission,
  changeEmergencyPermission,
  changeImplementPermission,
  changeReadPermission,
  changeUpdatePermission,
} from '@countersign/plugin-change-management-common';
import {
  ChangeRequestFilter,
  ChangeRequestResource,
  changeRequestResourceRef,
} from '@countersign/plugin-change-management-node';
import { StoredChange } from '../database/changeRows';
import { NewChange } from '../database/ChangeStore';
import { Caller, isInPerson } from './Caller';

const permissions = {
  read: changeReadPermission,
  update: changeUpdatePermission,
  approve: changeApprovePermission,
  implement: changeImplementPermission,
  emergency: changeEmergencyPermission,
} as const;

/** What somebody may do with a change. */
export type Right = keyof typeof permissions;
const wording: Record<Right, string> = {
  read: 'read',
  update: 'update',
  approve: 'approve',
  implement: 'implement',
  emergency: 'take the emergency way for',
};
const rightNames = Object.keys(permissions) as Right[];

/** Says which permission is missing, to the caller and to the log of refused attempts. */
function lacking(permission: Permission, message: string): NotAllowedError {
  return Object.assign(
    new NotAllowedError(
      `${message}: ask for the permission ${permission.name}`,
    ),
    { guard: 'permission', permission: permission.name },
  );
}

/** A change as the permission rules see it. */
export function resourceOf(stored: StoredChange): ChangeRequestResource {
  const { requester, implementer, planAuthors, team } = stored.change;
  return {
    requester,
    implementer,
    planAuthors,
    team,
    itemOwners: stored.itemOwners,
    approverGroups: [...new Set(stored.requirements.map(r => r.group))],
  };
}

/** What one caller may do with changes, decided once a request and applied to each change it touches. */
export class Rights {
  constructor(
    private readonly allows: (
      right: Right,
      resource: ChangeRequestResource,
    ) => boolean,
    /** For lists: `undefined` reads all. */
    readonly readable: PermissionCriteria<ChangeRequestFilter> | undefined,
    /** Lists are empty. */
    readonly readsNothing: boolean,
    /** What needs a person is refused to everybody else, whatever a policy says. */
    private readonly inPerson: boolean = true,
  ) {}

  may(right: Right, stored: StoredChange): boolean {
    return this.mayWith(right, resourceOf(stored));
  }

  /** For a change that is about to be opened and has no record yet. */
  mayWith(right: Right, resource: ChangeRequestResource): boolean {
    return (
      this.allows('read', resource) &&
      (right === 'read' || this.allows(right, resource)) &&
      (right !== 'approve' || this.inPerson)
    );
  }

  /**
   * For what is about all changes, such as the policies.
   *
   * @throws NotAllowedError when not one change may be read
   */
  demandReading(): void {
    if (this.readsNothing) {
      throw lacking(permissions.read, 'Changes are not for you');
    }
  }

  /** @throws NotFoundError when the change may not even be read, NotAllowedError when only the right is missing */
  demand(right: Right, stored: StoredChange): void {
    if (!this.may('read', stored)) {
      throw new NotFoundError(`There is no change ${stored.change.number}`);
    }
    if (right === 'approve' && !this.inPerson) {
      throw Object.assign(
        new NotAllowedError(
          `Machines and assistants never decide about a change. Open ${stored.change.number} in the portal and decide yourself`,
        ),
        { guard: 'person' },
      );
    }
    if (!this.may(right, stored)) {
      throw lacking(
        permissions[right],
        `You may not ${wording[right]} ${stored.change.number}`,
      );
    }
  }

  /**
   * The same for a change that is about to be opened.
   *
   * @throws NotAllowedError
   */
  demandForNew(right: Right, draft: Omit<NewChange, 'id'>): void {
    const resource: ChangeRequestResource = {
      requester: draft.requester,
      implementer: draft.implementer,
      planAuthors: draft.planAuthors ?? [],
      team: draft.team,
      itemOwners: draft.itemOwners ?? [],
      approverGroups: [],
    };
    if (!this.mayWith(right, resource)) {
      throw lacking(
        permissions[right],
        `You may not ${wording[right]} this change`,
      );
    }
  }
}

/** Asks who may do what. */
export interface Authorizer {
  rights(caller: Caller): Promise<Rights>;
  /** @throws NotAllowedError */
  demand(caller: Caller, permission: BasicPermission): Promise<void>;
}

/** For what runs inside the plugin on nobody's request. */
export const trustingAuthorizer: Authorizer = {
  rights: async () => new Rights(() => true, undefined, false),
  demand: async () => {},
};

/** Asks the permission framework: one call a request, its conditions applied here. */
export class PermissionAuthorizer implements Authorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(options: {
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
  }

  async rights(caller: Caller): Promise<Rights> {
    if (!caller.credentials) return trustingAuthorizer.rights(caller);
    const decisions = await this.#permissions.authorizeConditional(
      rightNames.map(name => ({ permission: permissions[name] })),
      { credentials: caller.credentials },
    );
    const byRight = new Map(rightNames.map((name, i) => [name, decisions[i]]));
    const ruleset = this.#registry.getPermissionRuleset(
      changeRequestResourceRef,
    );
    const holds = createConditionAuthorizer(ruleset);
    const read = byRight.get('read') as PolicyDecision;
    return new Rights(
      (right, resource) =>
        holds(byRight.get(right) as PolicyDecision, resource),
      read.result === AuthorizeResult.CONDITIONAL
        ? createConditionTransformer(ruleset)(read.conditions)
        : undefined,
      read.result === AuthorizeResult.DENY,
      isInPerson(caller),
    );
  }

  async demand(caller: Caller, permission: BasicPermission): Promise<void> {
    if (!caller.credentials) return;
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw lacking(permission, 'You are not allowed to do this');
    }
  }
}
