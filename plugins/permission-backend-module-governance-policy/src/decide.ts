import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PermissionRuleParams,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { Roles } from './roles';
import { governanceTable, PermissionTable, Tie } from './table';

/** Who asks, as `coreServices.userInfo` knows them. */
export interface Asker {
  userEntityRef: string;
  ownershipEntityRefs: readonly string[];
}

/** A permission rule that holds where somebody is tied to a record. */
interface TieRule {
  pluginId: string;
  resourceType: string;
  rule: string;
  params(who: Asker): PermissionRuleParams;
}

const ofChange = (rule: string): TieRule => ({
  pluginId: 'change-management',
  resourceType: 'change-request',
  rule,
  params: who => ({ claims: [...who.ownershipEntityRefs] }),
});

const ofLogs = (rule: string): TieRule => ({
  pluginId: 'service-logs',
  resourceType: 'service-log',
  rule,
  params: who => ({ claims: [...who.ownershipEntityRefs] }),
});

/** The rules behind the ties, as their plugins register them. */
export const tieRules: Readonly<Record<Tie, TieRule>> = {
  requester: ofChange('IS_REQUESTER'),
  implementer: ofChange('IS_IMPLEMENTER'),
  owner: ofChange('IS_OWNER_OF_CI'),
  starter: {
    pluginId: 'scaffolder',
    resourceType: 'scaffolder-task',
    rule: 'IS_TASK_OWNER',
    params: who => ({ createdBy: [who.userEntityRef] }),
  },
  serviceOwner: ofLogs('IS_OWNER_OF_SERVICE'),
  serviceResponder: ofLogs('IS_RESPONDER'),
};

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * What the table says of a permission, for somebody who is signed in.
 *
 * @returns undefined where the table does not name the permission, so that another policy may have a say; the policy
 * of this module denies then
 */
export function decide(
  permission: Permission,
  who: Asker,
  options: { roles: Roles; table?: PermissionTable },
): PolicyDecision | undefined {
  const { roles, table = governanceTable } = options;
  const grant = Object.hasOwn(table, permission.name)
    ? table[permission.name]
    : undefined;
  if (grant === undefined) return undefined;
  if (grant === 'everyone') return allow;
  if (grant === 'nobody') return deny;

  const holds = (role: keyof Roles) =>
    roles[role].some(group => who.ownershipEntityRefs.includes(group));
  if (holds('auditors')) {
    return typeof grant === 'object' && grant.roles.includes('auditors')
      ? allow
      : deny;
  }
  if (grant === 'members' || grant.roles.some(holds)) return allow;
  return grant.ties ? whereTied(permission, who, grant.ties) : deny;
}

function whereTied(
  permission: Permission,
  who: Asker,
  ties: readonly Tie[],
): PolicyDecision {
  const rules = ties.map(tie => tieRules[tie]);
  const [{ pluginId, resourceType }] = rules;
  if (!isResourcePermission(permission, resourceType)) return deny;
  const [first, ...others] = rules.map(({ rule, params }) => ({
    rule,
    resourceType,
    params: params(who),
  }));
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId,
    resourceType,
    conditions: { anyOf: [first, ...others] },
  };
}
