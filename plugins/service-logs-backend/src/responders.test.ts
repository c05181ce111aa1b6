import { createServiceFactory } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  IncidentManagementService,
  incidentManagementServiceRef,
} from '@countersign/plugin-incident-management-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { LogEntry } from '@countersign/plugin-service-logs-common';
import { logConditions } from './access';
import { ada, ben, entityRef, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const HOUR_MS = 3_600_000;
const opened = Date.now() - 2 * HOUR_MS;
const at = (hours: number) => new Date(opened + hours * HOUR_MS).toISOString();
const around = { entityRef, from: at(-0.5), to: at(1) };

/** Open incidents, and whom they paged. */
let open: { paged: string[]; [field: string]: unknown }[] = [];
const incident = (fields: object = {}) => ({
  number: 'INC0000042',
  entities: [entityRef],
  opened: { by: 'plugin:incident-management', at: at(0) },
  times: { started: at(0) },
  roles: {},
  paged: [] as string[],
  ...fields,
});
const listIncidents = jest.fn<
  Promise<unknown>,
  Parameters<IncidentManagementService['listIncidents']>
>();

/** Owners read, and responders; nobody else. Only owners keep evidence. */
const { as, source } = usePortal({
  features: [
    createServiceFactory({
      service: incidentManagementServiceRef,
      deps: {},
      factory: () => ({ listIncidents } as never),
    }),
  ],
  permissions: {
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) => {
        const claims = [
          (options?.credentials.principal as { userEntityRef: string })
            .userEntityRef,
        ];
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'service-logs',
          resourceType: 'service-log',
          conditions: {
            anyOf: [
              logConditions.isOwner({ claims }),
              ...(permission.name === 'service-logs.log.read'
                ? [logConditions.isResponder({ claims })]
                : []),
            ],
          },
        };
      }),
  },
});

const entry = (hours: number): LogEntry => ({
  id: `e${hours}`,
  timestamp: at(hours),
  severityNumber: 9,
  body: `at ${hours}`,
  attributes: {},
});
const readings = async () =>
  (await as(ada).listReadings({ entityRef, limit: 100 })).items;
const bodies = ({ items }: { items: LogEntry[] }) =>
  items.map(({ body }) => body);

describe('whoever responds to an open incident on a service', () => {
  beforeEach(() => {
    open = [];
    source.entries = [-30, -2, -0.5, 0, 0.5].map(entry);
    listIncidents.mockReset();
    listIncidents.mockImplementation(async ({ paged, entityRef: of } = {}) => ({
      items: open.filter(
        each =>
          [of].flat().includes(entityRef) &&
          (!paged || each.paged.some(ref => [paged].flat().includes(ref))),
      ),
    }));
  });
  /** The portal remembers for two seconds who responds. */
  const nowOpen = async (incidents: typeof open, may: boolean) => {
    open = incidents;
    await eventually(async () =>
      expect(
        await as(ben)
          .getOverview({ entityRef })
          .then(
            () => true,
            () => false,
          ),
      ).toBe(may),
    );
  };

  it.each([
    ['paged', incident({ paged: [ben] })],
    ['acknowledged it', incident({ acknowledged: { by: ben } })],
    ['leads it', incident({ roles: { commander: ben } })],
  ])(
    'reads its logs around the incident, and each reading is recorded: who %s',
    async (_, one) => {
      await nowOpen([one], true);
      const before = (await readings()).length;
      expect(bodies(await as(ben).search(around))).toEqual([
        'at 0.5',
        'at 0',
        'at -0.5',
      ]);
      // A page that asks again is the same reading; another question is another.
      await as(ben).search(around);
      const filter = '"at 0"';
      await as(ben).search({ ...around, filter });
      await as(ben).getHistogram({ ...around, filter });
      const recorded = await readings();
      expect(recorded.length - before).toBeLessThanOrEqual(3);
      expect(recorded.slice(0, 2)).toMatchObject(
        ['histogram', 'entries'].map(asked => ({
          asked,
          ...{ incident: 'INC0000042', readBy: ben, entityRef },
          query: { ...{ source: 'memory', filter }, from: around.from },
        })),
      );
      await nowOpen([], false);
    },
  );

  it('is listed by incident for those whose logs they are, a page at a time, and for nobody else', async () => {
    const number = 'INC0000077';
    await nowOpen([incident({ number, paged: [ben] })], true);
    const filters = ['"one"', '"two"', '"three"'];
    for (const filter of filters) {
      await as(ben).search({ ...around, filter });
    }
    const pages = async (who: string, query: object) => {
      const seen: (string | undefined)[] = [];
      let cursor: string | undefined;
      do {
        const page = await as(who).listReadings({ ...query, limit: 2, cursor });
        seen.push(...page.items.map(({ query: { filter } }) => filter));
        cursor = page.nextCursor;
      } while (cursor);
      return seen;
    };
    const newestFirst = [...filters].reverse();
    expect(await pages(ada, { incident: number })).toEqual(newestFirst);
    expect(await pages(ada, { entityRef, incident: number })).toEqual(
      newestFirst,
    );
    expect(await pages(ada, { incident: 'INC0000078' })).toEqual([]);
    expect(await pages(ben, { incident: number })).toEqual([]);
    const may = async (who: string) =>
      (await as(who).getOverview({ entityRef })).may.readings;
    expect([await may(ada), await may(ben)]).toEqual([true, false]);
    await expect(as(ada).listReadings({})).rejects.toMatchObject({
      statusCode: 400,
      cause: {
        message: expect.stringContaining('name an entity, an incident'),
      },
    });
    await nowOpen([], false);
  });

  it('reads nothing from before, whatever way they ask', async () => {
    await nowOpen([incident({ acknowledged: { by: ben } })], true);
    const ask = { ...around, from: at(-3) };
    for (const asked of [
      () => as(ben).search(ask),
      () => as(ben).getHistogram(ask),
    ]) {
      await expect(asked()).rejects.toMatchObject({
        statusCode: 403,
        cause: {
          message: `You read the logs of ${entityRef} because of INC0000042: ask for ${at(
            -1,
          )} or later`,
        },
      });
    }
    const neighbors = { entityRef, id: 'e-0.5', before: 10, after: 1 };
    expect(bodies(await as(ben).getContext(neighbors))).toEqual([
      'at -0.5',
      'at 0',
    ]);
    // A cursor that leads far back.
    expect(bodies(await as(ben).getTail({ entityRef, cursor: '0' }))).toEqual([
      'at -0.5',
      'at 0',
      'at 0.5',
    ]);
    await nowOpen([], false);
  });

  it('keeps none of it, and sees neither what others kept nor who read', async () => {
    await nowOpen([incident({ acknowledged: { by: ben } })], true);
    const { number } = await as(ada).exportResult({
      ...around,
      reason: 'For the audit',
    });
    for (const ask of [
      () => as(ben).exportResult({ ...around, reason: 'Mine' }),
      () => as(ben).listExports({ entityRef }),
      () => as(ben).getExport(number),
      () => as(ben).getPayloads(number),
      () => as(ben).listReadings({ entityRef }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ statusCode: 404 });
    }
    expect(
      await as(ben).saveQuery({ entityRef, title: 'Mine', filter: '' }),
    ).toMatchObject({ title: 'Mine' });
    await nowOpen([], false);
  });

  it('is not who opened it and took it themselves', async () => {
    open = [
      incident({
        opened: { by: ben, at: at(0) },
        acknowledged: { by: ben },
        roles: { commander: ben, scribe: ben },
      }),
    ];
    await eventually(async () => {
      await expect(as(ben).search(around)).rejects.toMatchObject({
        statusCode: 404,
        cause: { message: `There is no log of ${entityRef}` },
      });
      expect(listIncidents).toHaveBeenCalled();
    });
  });

  it('is nobody where incident management does not answer', async () => {
    listIncidents.mockRejectedValue(new Error('is not there'));
    await eventually(async () => {
      await expect(as(ben).search(around)).rejects.toMatchObject({
        statusCode: 404,
      });
      expect(listIncidents).toHaveBeenCalled();
    });
    // Owners need no incident, and nobody records what is theirs to read.
    const before = (await readings()).length;
    expect(bodies(await as(ada).search(around))).toHaveLength(3);
    expect(await readings()).toHaveLength(before);
  });
});
