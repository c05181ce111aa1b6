import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  guardedSchedulerServiceFactory,
  scheduledTaskReadPermission,
} from './guardedScheduler';

jest.setTimeout(240_000);

const ran = jest.fn();
const withTask = createBackendPlugin({
  pluginId: 'housekeeping',
  register(env) {
    env.registerInit({
      deps: { scheduler: coreServices.scheduler },
      async init({ scheduler }) {
        await scheduler.scheduleTask({
          id: 'sweep',
          scope: 'local',
          initialDelay: { hours: 1 },
          frequency: { hours: 1 },
          timeout: { minutes: 1 },
          fn: async () => ran(),
        });
      },
    });
  },
});

const operator = 'user:default/olga';
const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) =>
    requests.map(({ permission }) => {
      const { credentials } = options as {
        credentials: { principal: { userEntityRef?: string } };
      };
      const allowed =
        permission.name === scheduledTaskReadPermission.name ||
        credentials.principal.userEntityRef === operator;
      return {
        result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    }),
});
const auditor = mockServices.auditor.mock({
  createEvent: async () => ({ success: async () => {}, fail: async () => {} }),
});

describe('guardedSchedulerServiceFactory', () => {
  let backend: TestBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        withTask,
        guardedSchedulerServiceFactory,
        mockServices.database.factory({
          knex: await databases.init('POSTGRES_18'),
        }),
        permissions.factory,
        auditor.factory,
      ],
    });
  });

  const ask = async (method: string, path: string, user: string) => {
    const { status } = await fetch(
      `http://localhost:${backend.server.port()}/api/housekeeping${path}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${mockCredentials.user.token(user)}`,
        },
      },
    );
    return status;
  };
  const tasks = '/.backstage/scheduler/v1/tasks';
  const stranger = 'user:default/sam';

  it('lets those start and stop tasks who have the permission, under any spelling of the route', async () => {
    for (const path of [
      `${tasks}/sweep/trigger`,
      `${tasks}/sweep/trigger/`,
      `${tasks.toUpperCase()}/sweep/trigger`,
      `${tasks}/sweep/cancel`,
    ]) {
      expect(await ask('POST', path, stranger)).toBe(403);
    }
    expect(ran).not.toHaveBeenCalled();
    expect(await ask('GET', tasks, stranger)).toBe(200);
    expect(await ask('POST', `${tasks}/sweep/trigger`, operator)).toBe(200);
  });

  it('leaves a trace of what was refused', async () => {
    auditor.createEvent.mockClear();
    await ask('POST', `${tasks}/sweep/trigger`, stranger);
    await ask('GET', tasks, stranger);
    expect(auditor.createEvent.mock.calls).toEqual([
      [
        expect.objectContaining({
          eventId: 'scheduled-task-refused',
          severityLevel: 'high',
          meta: { permission: 'scheduler.task.run' },
        }),
      ],
    ]);
  });
});
