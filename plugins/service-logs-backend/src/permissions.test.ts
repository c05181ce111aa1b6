import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { logConditions } from './access';
import {
  ada,
  ben,
  entityRef,
  otherRef,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

/** Each reads the logs of what is theirs, Ada alone keeps some, and nobody saves queries. */
const { as, source, invoke } = usePortal({
  permissions: {
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'service-logs',
        resourceType: 'service-log',
        conditions: logConditions.isOwner({
          claims:
            permission.name === 'service-logs.log.export' ? [ada] : [ada, ben],
        }),
      })),
  },
});
const time = { from: '2026-11-27T10:00:00Z', to: '2026-11-27T11:00:00Z' };
const stranger = 'component:default/nobodys-api';

describe('permissions of logs', () => {
  it('let owners read, and tell others nothing', async () => {
    expect((await as(ben).search({ entityRef, ...time })).items).toEqual([]);
    for (const ask of [
      () => as(ben).getOverview({ entityRef: stranger }),
      () => as(ben).search({ entityRef: stranger, ...time }),
      () => as(ben).getHistogram({ entityRef: stranger, ...time }),
      () => as(ben).getTail({ entityRef: stranger }),
      () => as(ben).getContext({ entityRef: stranger, id: 'x' }),
      () => as(ben).checkFilter({ entityRef: stranger, filter: '' }),
      () => as(ben).listExports({ entityRef: stranger }),
    ]) {
      await expect(ask()).rejects.toMatchObject({
        statusCode: 404,
        cause: { message: `There is no log of ${stranger}` },
      });
    }
    for (const action of ['find-log-entries', 'count-log-entries']) {
      const { status } = await invoke(ben, action, {
        entityRef: stranger,
        ...time,
      });
      expect(status).toBe(404);
    }
  });

  it('are asked for by name where one is missing', async () => {
    source.entries = [];
    const exported = await as(ada).exportResult({
      entityRef,
      ...time,
      reason: 'For the audit',
    });
    expect(exported.count).toBe(0);
    for (const [ask, permission] of [
      [
        () =>
          as(ben).exportResult({
            entityRef: otherRef,
            ...time,
            reason: 'For the audit',
          }),
        'service-logs.log.export',
      ],
      [
        () => as(ada).saveQuery({ entityRef, title: 'Mine', filter: '' }),
        'service-logs.query.save',
      ],
    ] as const) {
      await expect(ask()).rejects.toMatchObject({
        statusCode: 403,
        cause: { message: expect.stringContaining(permission) },
      });
    }
    expect(await as(ben).getOverview({ entityRef: otherRef })).toMatchObject({
      may: { export: false, save: false },
    });
  });
});
