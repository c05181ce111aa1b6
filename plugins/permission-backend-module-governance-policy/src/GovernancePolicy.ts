import {
  calendarManagePermission,
  changeImplementPermission,
  changeUpdatePermission,
  RESOURCE_TYPE_CHANGE_REQUEST,
} from '@countersign/plugin-change-management-common';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '@countersign/plugin-change-management-node';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { UserInfoService } from '@backstage/backend-plugin-api';
import { Roles } from './roles';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** What only the platform team may do to the catalog. */
const platformOnly = new Set([
  'catalog.entity.delete',
  'catalog.location.create',
  'catalog.location.delete',
]);

/** A permission that does not say what it is for counts as writing. */
function isReading(permission: Permission): boolean {
  return permission.attributes.action === 'read';
}

/**
 * The policy of a governed portal. Everybody signed in reads and requests; a change is edited and implemented by those
 * it belongs to; auditors write nothing.
 *
 * Who may *approve* is not decided here beyond that: the approval policies of change management say which groups are
 * asked, and the duty rules (requester, author and implementer never approve) hold in the service and in the database
 * whatever this policy answers.
 */
export class GovernancePolicy implements PermissionPolicy {
  readonly #roles: Roles;
  readonly #userInfo: UserInfoService;

  constructor(options: { roles: Roles; userInfo: UserInfoService }) {
    this.#roles = options.roles;
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const { ownershipEntityRefs: claims } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    const holds = (groups: string[]) => groups.some(g => claims.includes(g));

    if (isReading(permission)) return allow;
    if (holds(this.#roles.auditors)) return deny;

    if (holds(this.#roles.platform)) return allow;
    if (platformOnly.has(permission.name)) return deny;
    if (isPermission(permission, calendarManagePermission)) {
      return holds(this.#roles.calendarManagers) ? allow : deny;
    }
    if (
      isResourcePermission(permission, RESOURCE_TYPE_CHANGE_REQUEST) &&
      (isPermission(permission, changeUpdatePermission) ||
        isPermission(permission, changeImplementPermission))
    ) {
      return createChangeRequestConditionalDecision(permission, {
        anyOf: [
          changeRequestConditions.isRequester({ claims }),
          changeRequestConditions.isImplementer({ claims }),
          changeRequestConditions.isOwnerOfCi({ claims }),
        ],
      });
    }
    return allow;
  }
}
