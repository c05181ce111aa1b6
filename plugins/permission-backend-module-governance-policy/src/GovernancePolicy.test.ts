import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { decide } from './decide';
import { readFurtherPermissions } from './furtherPermissions';
import { GovernancePolicy } from './GovernancePolicy';
import { readRoles, Roles } from './roles';
import { PermissionTable } from './table';

const roles: Roles = {
  auditors: ['group:default/internal-audit'],
  platform: ['group:default/platform-sre'],
  onCall: ['group:default/on-call'],
  changeManagers: ['group:default/change-advisory-board'],
  calendarManagers: ['group:default/calendar'],
};

const claims = {
  developer: ['group:default/checkout'],
  auditor: ['group:default/internal-audit'],
  auditingEngineer: ['group:default/internal-audit', ...roles.platform],
  platform: [...roles.platform],
  onCall: [...roles.onCall],
  changeManager: [...roles.changeManagers],
  calendarManager: [...roles.calendarManagers],
};
type Who = keyof typeof claims;

const ref = 'user:default/x';
const infoOf = (who: Who) => ({
  userEntityRef: ref,
  ownershipEntityRefs: [ref, ...claims[who]],
});

async function ask(
  permission: Permission,
  who?: Who,
  further?: PermissionTable,
) {
  const policy = new GovernancePolicy({
    roles,
    further,
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async () => infoOf(who!),
    }),
  });
  return policy.handle(
    { permission },
    who && {
      credentials: mockCredentials.user(ref),
      info: { ...infoOf(who), ownershipEntityRefs: ['group:default/stale'] },
    },
  );
}

const basic = (name: string) => createPermission({ name, attributes: {} });
const ofChange = (verb: string) =>
  createPermission({
    name: `change-management.change.${verb}`,
    attributes: { action: 'update' },
    resourceType: 'change-request',
  });

describe('GovernancePolicy', () => {
  it.each<[string, Permission, Who | undefined, keyof typeof AuthorizeResult]>([
    ['a stranger reads', ofChange('read'), undefined, 'DENY'],
    ['an auditor reads', ofChange('read'), 'auditor', 'ALLOW'],
    ['an auditor edits', ofChange('update'), 'auditor', 'DENY'],
    ['an auditor approves', ofChange('approve'), 'auditor', 'DENY'],
    [
      'an auditor who also runs the portal edits',
      ofChange('update'),
      'auditingEngineer',
      'DENY',
    ],
    [
      'an auditor reads what is for some roles, theirs among them',
      createPermission({
        name: 'scaffolder.task.read',
        attributes: { action: 'read' },
        resourceType: 'scaffolder-task',
      }),
      'auditor',
      'ALLOW',
    ],
    [
      'a developer opens a change',
      basic('change-management.change.create'),
      'developer',
      'ALLOW',
    ],
    [
      'a developer asks the gate',
      basic('change-management.gate.ask'),
      'developer',
      'DENY',
    ],
    [
      'on call, the gate is asked',
      basic('change-management.gate.ask'),
      'onCall',
      'ALLOW',
    ],
    [
      'on call, the emergency way is taken',
      ofChange('emergency'),
      'onCall',
      'ALLOW',
    ],
    [
      'a change manager declares a freeze',
      basic('change-management.calendar.manage'),
      'changeManager',
      'ALLOW',
    ],
    [
      'a calendar manager declares a freeze, as before',
      basic('change-management.calendar.manage'),
      'calendarManager',
      'ALLOW',
    ],
    [
      'a calendar manager asks the gate',
      basic('change-management.gate.ask'),
      'calendarManager',
      'DENY',
    ],
    [
      'the platform team reports for others',
      basic('change-management.deployment.report-for-others'),
      'platform',
      'DENY',
    ],
    [
      'the platform team edits any change',
      ofChange('update'),
      'platform',
      'ALLOW',
    ],
    [
      'somebody reads what no row names',
      createPermission({
        name: 'secrets.read',
        attributes: { action: 'read' },
      }),
      'platform',
      'DENY',
    ],
    [
      'a name that every object has is no row',
      basic('constructor'),
      'platform',
      'DENY',
    ],
  ])('%s', async (_, permission, who, expected) => {
    await expect(ask(permission, who)).resolves.toEqual({
      result: AuthorizeResult[expected],
    });
  });

  it('lets others edit only a change that belongs to them, by the groups they are in now', async () => {
    await expect(ask(ofChange('update'), 'developer')).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'change-management',
      resourceType: 'change-request',
      conditions: {
        anyOf: ['IS_REQUESTER', 'IS_IMPLEMENTER', 'IS_OWNER_OF_CI'].map(
          rule => ({
            rule,
            resourceType: 'change-request',
            params: { claims: [ref, ...claims.developer] },
          }),
        ),
      },
    });
  });

  it('denies a tie to a record of another kind than its rule is for', async () => {
    const odd = createPermission({
      name: 'change-management.change.update',
      attributes: { action: 'update' },
      resourceType: 'catalog-entity',
    });
    await expect(ask(odd, 'developer')).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('takes rows for other plugins, from configuration', async () => {
    const further = readFurtherPermissions(
      new ConfigReader({
        permission: {
          governance: {
            further: [
              { permission: 'kubernetes.clusters.read', to: 'everyone' },
              { permission: 'kubernetes.proxy', to: ['onCall'] },
            ],
          },
        },
      }),
    );
    const proxy = basic('kubernetes.proxy');
    const results = await Promise.all([
      ask(basic('kubernetes.clusters.read'), 'auditor', further),
      ask(proxy, 'auditor', further),
      ask(proxy, 'developer', further),
      ask(proxy, 'onCall', further),
    ]);
    expect(results.map(({ result }) => result)).toEqual([
      'ALLOW',
      'DENY',
      'DENY',
      'ALLOW',
    ]);
  });

  it('leaves to another policy what the table does not name', () => {
    const who = infoOf('platform');
    expect(decide(basic('kubernetes.proxy'), who, { roles })).toBeUndefined();
    expect(
      decide(basic('scaffolder.task.create'), who, { roles }),
    ).toMatchObject({ result: 'ALLOW' });
  });
});

describe('the configuration', () => {
  const governance = (data: object) =>
    new ConfigReader({ permission: { governance: data as {} } });

  it.each([
    [
      { roles: { auditors: ['internal-audit'] } },
      "permission.governance.roles.auditors must list groups such as group:default/internal-audit, not 'internal-audit'",
    ],
    [
      { roles: { auditor: ['group:default/internal-audit'] } },
      'permission.governance.roles.auditor is no role; the roles are auditors, platform, onCall, changeManagers',
    ],
  ])('says what is wrong with roles: %j', (data, message) => {
    expect(() => readRoles(governance(data))).toThrow(message);
  });

  it.each([
    [
      [{ permission: 'catalog.entity.delete', to: 'members' }],
      'permission.governance.further cannot alter catalog.entity.delete',
    ],
    [
      [{ permission: 'x.y', to: ['developers'] }],
      'permission.governance.further.0.to',
    ],
    [
      [{ permission: 'x.y', who: 'members' }],
      'permission.governance.further.0',
    ],
  ])('says what is wrong with further rows: %j', (further, message) => {
    expect(() => readFurtherPermissions(governance({ further }))).toThrow(
      message,
    );
  });

  it('knows no group for a role that is not configured', () => {
    expect(Object.values(readRoles(governance({}))).flat()).toEqual([]);
  });
});
