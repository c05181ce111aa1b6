import { readFileSync } from 'fs';
import path from 'path';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PermissionCondition,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { Enforcer, newModelFromString } from 'casbin';
import { parseAllDocuments } from 'yaml';
import { Asker } from '../decide';

const folder = path.resolve(__dirname, '../../rbac');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

/** The model of the RBAC backend plugin: what any role denies is denied, what none allows too. */
const model = `
[request_definition]
r = sub, obj, act

[policy_definition]
p = sub, obj, act, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[role_definition]
g = _, _

[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
`;

interface ConditionalPolicy {
  result: string;
  roleEntityRef: string;
  pluginId: string;
  resourceType: string;
  permissionMapping: { name: string; action: string }[];
  conditions: { anyOf: PermissionCondition[] };
}

/** The shipped CSV file, row by row. */
function rows(): string[][] {
  return read('policies.csv')
    .split('\n')
    .filter(line => line.trim() && !line.startsWith('#'))
    .map(line => line.split(',').map(cell => cell.trim()));
}

function conditionals(): ConditionalPolicy[] {
  return parseAllDocuments(read('conditional-policies.yaml')).map(document =>
    document.toJS(),
  );
}

/** `$ownerRefs` and `$currentUser` in the parameters of a rule. */
function resolved(
  { params = {}, ...rule }: PermissionCondition,
  who: Asker,
): PermissionCondition {
  const aliases: Record<string, readonly string[]> = {
    $ownerRefs: who.ownershipEntityRefs,
    $currentUser: [who.userEntityRef],
  };
  return {
    ...rule,
    params: Object.fromEntries(
      Object.entries(params).map(([key, value]) => [
        key,
        (value as string[]).flatMap(item => aliases[item] ?? [item]),
      ]),
    ),
  };
}

/**
 * Decides by the shipped files as the RBAC backend plugin does with `policyDecisionPrecedence: basic`: roles by group,
 * then the rows that name the permission, then conditions.
 */
export function rbacPolicy() {
  const grants = rows().filter(([kind]) => kind === 'p');
  const members = rows().filter(([kind]) => kind === 'g');
  const conditions = conditionals();

  return {
    rows: grants.map(([, , permission, action]) => ({ permission, action })),
    conditions,
    async decide(permission: Permission, who: Asker): Promise<PolicyDecision> {
      const { name, attributes } = permission;
      const action = attributes.action ?? 'use';
      const roles = new Set(
        members
          .filter(([, group]) => who.ownershipEntityRefs.includes(group))
          .map(([, , role]) => role),
      );
      const named = grants
        .filter(
          ([, role, obj, act]) =>
            roles.has(role) && obj === name && act === action,
        )
        .map(([, ...rule]) => rule);
      if (named.length) {
        const enforcer = new Enforcer();
        const casbin = newModelFromString(model);
        casbin.addPolicies('p', 'p', named);
        casbin.addPolicies(
          'g',
          'g',
          [...roles].map(role => [who.userEntityRef, role]),
        );
        await enforcer.initWithModelAndAdapter(casbin);
        await enforcer.buildRoleLinks();
        const allowed = await enforcer.enforce(who.userEntityRef, name, action);
        return {
          result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        };
      }
      const [conditional, another] = conditions.filter(
        ({ roleEntityRef, resourceType, permissionMapping }) =>
          roles.has(roleEntityRef) &&
          isResourcePermission(permission, resourceType) &&
          permissionMapping.some(
            mapped => mapped.name === name && mapped.action === action,
          ),
      );
      // Two for the same permission are a collision.
      if (!conditional || another) return { result: AuthorizeResult.DENY };
      const { pluginId, resourceType } = conditional;
      const [first, ...others] = conditional.conditions.anyOf.map(rule =>
        resolved(rule, who),
      );
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId,
        resourceType,
        conditions: { anyOf: [first, ...others] },
      };
    },
  };
}
