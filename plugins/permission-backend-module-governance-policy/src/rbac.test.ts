import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { changeManagementPermissions } from '@countersign/plugin-change-management-common';
import { drillPermissions } from '@countersign/plugin-chaos-drills-common';
import {
  assurancePermissions,
  inquiryPermissions,
  runPermissions,
} from '@countersign/plugin-compliance-evidence-common';
import {
  alertPermissions,
  incidentImportPermissions,
  incidentPermissions,
  onCallPermissions,
  problemPermissions,
} from '@countersign/plugin-incident-management-common';
import { serviceLevelsPermissions } from '@countersign/plugin-service-levels-common';
import { logPermissions } from '@countersign/plugin-service-logs-common';
import { rbacPolicy } from './__testUtils__/rbac';
import { decide } from './decide';
import {
  scheduledTaskReadPermission,
  scheduledTaskRunPermission,
} from './guardedScheduler';
import { Roles } from './roles';
import { governanceTable } from './table';

const permissions = new Map<string, Permission>(
  [
    ...catalogPermissions,
    ...scaffolderPermissions,
    ...changeManagementPermissions,
    ...serviceLevelsPermissions,
    ...alertPermissions,
    ...incidentPermissions,
    ...problemPermissions,
    ...onCallPermissions,
    ...incidentImportPermissions,
    ...runPermissions,
    ...assurancePermissions,
    ...inquiryPermissions,
    ...drillPermissions,
    ...logPermissions,
    scheduledTaskReadPermission,
    scheduledTaskRunPermission,
  ].map(permission => [permission.name, permission]),
);

function permissionOf(name: string): Permission {
  const permission = permissions.get(name);
  if (!permission) {
    throw new Error(
      `The table has a row for ${name}, and no permission of that name is known here: add those of its plugin to the list above`,
    );
  }
  return permission;
}

const everybody = 'group:default/larkspur';
const groups = {
  auditor: 'group:default/internal-audit',
  // In the demo organisation they are the same people.
  platformAndOnCall: 'group:default/platform-sre',
  changeManager: 'group:default/change-advisory-board',
  team: 'group:default/checkout',
};
const roles: Roles = {
  auditors: [groups.auditor],
  platform: [groups.platformAndOnCall],
  onCall: [groups.platformAndOnCall],
  changeManagers: [groups.changeManager],
  calendarManagers: [],
};

/** Everybody who can be: by every choice of groups. */
const askers = Object.values(groups)
  .reduce<string[][]>(
    (choices, group) => [...choices, ...choices.map(c => [...c, group])],
    [[]],
  )
  .map(chosen => ({
    userEntityRef: 'user:default/x',
    ownershipEntityRefs: ['user:default/x', everybody, ...chosen],
  }));

describe('the RBAC files', () => {
  const rbac = rbacPolicy();

  it.each(Object.keys(governanceTable))(
    'decide about %s as the table does, for everybody',
    async name => {
      const permission = permissionOf(name);
      for (const who of askers) {
        const { ownershipEntityRefs } = who;
        const byRbacFiles = await rbac.decide(permission, who);
        expect({ ownershipEntityRefs, byRbacFiles }).toEqual({
          ownershipEntityRefs,
          byRbacFiles: decide(permission, who, { roles }),
        });
      }
    },
  );

  it('name no permission and no action that is not there', () => {
    const named = [
      ...rbac.rows,
      ...rbac.conditions.flatMap(({ permissionMapping }) =>
        permissionMapping.map(({ name, action }) => ({
          permission: name,
          action,
        })),
      ),
    ];
    for (const { permission, action } of named) {
      expect({
        permission,
        action: permissions.get(permission)?.attributes.action ?? 'use',
      }).toEqual({ permission, action });
      expect(governanceTable).toHaveProperty([permission]);
    }
  });

  it('give nothing to somebody who is in none of their groups', async () => {
    const stranger = {
      userEntityRef: 'user:default/x',
      ownershipEntityRefs: ['user:default/x'],
    };
    for (const permission of permissions.values()) {
      expect(await rbac.decide(permission, stranger)).toEqual({
        result: 'DENY',
      });
    }
  });
});
