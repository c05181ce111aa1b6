import {
  Grant,
  governanceTable,
  Tie,
} from '@countersign/plugin-permission-backend-module-governance-policy';
import { code, page, table } from './markdown';

/** What a backend tells of its permissions, as `/.well-known/backstage/permissions/metadata` answers. */
export interface PermissionMetadata {
  permissions: {
    name: string;
    type: string;
    resourceType?: string;
    attributes: { action?: string };
  }[];
  rules: { name: string; description: string; resourceType: string }[];
}

const tieText = (tie: Tie) => `its ${tie}`;

function grantText(grant: Grant | undefined): string {
  if (grant === undefined) return 'nobody';
  if (typeof grant === 'string') return grant;
  const ties = grant.ties?.map(tieText) ?? [];
  return [...grant.roles.map(code), ...ties].join(', ');
}

/** The page of every permission and rule, with who has it under the policy that is shipped. */
export function permissionsPage(
  plugins: readonly { id: string; metadata: PermissionMetadata }[],
): string {
  return page(
    'Permissions',
    [
      'Name these in a policy of your own, or in an RBAC plugin: each backend answers for its own at `/.well-known/backstage/permissions/metadata`, so `permission.rbac.pluginsWithPermission` takes the ids below. "Granted to" is what the governance policy says: `everyone` is whoever is signed in, `members` the same without auditors. A permission with a resource can be conditional on its rules.',
      'The same decisions as RBAC CSV and conditions are shipped in `@countersign/plugin-permission-backend-module-governance-policy/rbac`. Whoever had a hand in a record never approves it, whatever a policy says.',
    ].join('\n\n'),
    plugins.map(({ id, metadata }) => {
      const own = metadata.permissions.filter(({ name }) =>
        name.startsWith(`${id}.`),
      );
      const rules = metadata.rules.filter(({ name }) =>
        own.length ? !/^(HAS_|IS_ENTITY)/.test(name) : false,
      );
      return {
        title: id,
        text: [
          table(
            ['Permission', 'Action', 'Resource', 'Granted to'],
            own.map(({ name, attributes, resourceType }) => [
              code(name),
              attributes.action ?? '',
              resourceType ? code(resourceType) : '',
              grantText(governanceTable[name]),
            ]),
          ),
          ...(rules.length
            ? [
                table(
                  ['Rule', 'Resource', 'Holds for'],
                  rules.map(({ name, resourceType, description }) => [
                    code(name),
                    code(resourceType),
                    description,
                  ]),
                ),
              ]
            : []),
        ].join('\n\n'),
      };
    }),
  );
}
