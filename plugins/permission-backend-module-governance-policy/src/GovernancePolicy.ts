import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decide } from './decide';
import { Roles } from './roles';
import { governanceTable, PermissionTable } from './table';

const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * The policy of a governed portal: what {@link governanceTable} allows, and nothing else. Whoever is not signed in has
 * nothing.
 *
 * @public
 */
export class GovernancePolicy implements PermissionPolicy {
  readonly #roles: Roles;
  readonly #table: PermissionTable;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    roles: Roles;
    userInfo: UserInfoService;
    /** Rows for permissions that the table does not name; those it names stay as they are. */
    further?: PermissionTable;
  }) {
    this.#roles = options.roles;
    this.#table = { ...options.further, ...governanceTable };
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const who = await this.#userInfo.getUserInfo(user.credentials);
    return (
      decide(permission, who, { roles: this.#roles, table: this.#table }) ??
      deny
    );
  }
}
