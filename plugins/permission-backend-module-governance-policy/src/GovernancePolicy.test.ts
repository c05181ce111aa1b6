import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  calendarManagePermission,
  changeApprovePermission,
  changeCreatePermission,
  changeReadPermission,
  changeUpdatePermission,
} from '@countersign/plugin-change-management-common';
import { ConfigReader } from '@backstage/config';
import { GovernancePolicy } from './GovernancePolicy';
import { readRoles } from './roles';

const roles = {
  auditors: ['group:default/internal-audit'],
  platform: ['group:default/platform-sre'],
  calendarManagers: ['group:default/change-advisory-board'],
};

async function decide(permission: Permission, claims?: string[]) {
  const policy = new GovernancePolicy({
    roles,
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async () => ({
        userEntityRef: 'user:default/x',
        ownershipEntityRefs: claims ?? [],
      }),
    }),
  });
  return policy.handle(
    { permission },
    claims && {
      credentials: mockCredentials.user('user:default/x'),
      info: { userEntityRef: 'user:default/x', ownershipEntityRefs: claims },
    },
  );
}

const developer = ['user:default/x', 'group:default/checkout'];
const auditor = ['user:default/x', 'group:default/internal-audit'];
const platform = ['user:default/x', 'group:default/platform-sre'];
const cab = ['user:default/x', 'group:default/change-advisory-board'];
const deleteEntity = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});
const cancelTask = createPermission({
  name: 'scaffolder.task.cancel',
  attributes: {},
});

describe('GovernancePolicy', () => {
  it.each([
    ['a stranger reads', changeReadPermission, undefined, 'DENY'],
    ['an auditor reads', changeReadPermission, auditor, 'ALLOW'],
    ['an auditor opens a change', changeCreatePermission, auditor, 'DENY'],
    ['an auditor edits', changeUpdatePermission, auditor, 'DENY'],
    ['an auditor approves', changeApprovePermission, auditor, 'DENY'],
    ['an auditor acts without a stated action', cancelTask, auditor, 'DENY'],
    ['a developer opens a change', changeCreatePermission, developer, 'ALLOW'],
    [
      'a developer declares a freeze',
      calendarManagePermission,
      developer,
      'DENY',
    ],
    ['the board declares a freeze', calendarManagePermission, cab, 'ALLOW'],
    ['a developer deletes an entity', deleteEntity, developer, 'DENY'],
    ['the platform team deletes an entity', deleteEntity, platform, 'ALLOW'],
    [
      'the platform team edits any change',
      changeUpdatePermission,
      platform,
      'ALLOW',
    ],
  ] as const)('%s', async (_, permission, claims, expected) => {
    await expect(
      decide(permission, claims && [...claims]),
    ).resolves.toMatchObject({ result: AuthorizeResult[expected] });
  });

  it('lets others edit only a change that belongs to them', async () => {
    await expect(decide(changeUpdatePermission, developer)).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'change-management',
      resourceType: 'change-request',
      conditions: {
        anyOf: ['IS_REQUESTER', 'IS_IMPLEMENTER', 'IS_OWNER_OF_CI'].map(
          rule => ({
            rule,
            resourceType: 'change-request',
            params: { claims: developer },
          }),
        ),
      },
    });
  });
});

describe('readRoles', () => {
  it('says where a role does not name a group, and what would', () => {
    const config = new ConfigReader({
      permission: { governance: { roles: { auditors: ['internal-audit'] } } },
    });
    expect(() => readRoles(config)).toThrow(
      "permission.governance.roles.auditors must list groups such as group:default/internal-audit, not 'internal-audit'",
    );
  });
});
