import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { storiesIn } from '@countersign/plugin-governance-common';
import { SourceError } from '@countersign/plugin-governance-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import {
  logExportNumber,
  logExportStories,
} from '@countersign/plugin-service-logs-common';
import {
  LogDestination,
  logDestinationsExtensionPoint,
  SentEntry,
} from '@countersign/plugin-service-logs-node';
import { logConditions } from './access';
import { ada, ben, entityRef, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const place = 'larkspur-prod.logs.results';
const time = { from: '2026-11-27T10:00:00Z', to: '2026-11-27T11:00:00Z' };

/** A place outside that keeps what it is sent, by id. */
const rows = new Map<string, SentEntry['entry']>();
let trouble: Error | undefined;
const warehouse: LogDestination = {
  ...{ name: 'warehouse', title: 'BigQuery', place },
  async write(_, entries) {
    for (const { id, entry } of entries) {
      if (trouble && rows.size === 1) throw trouble;
      rows.set(id, entry);
    }
  },
};

describe('a kept result that is sent outside', () => {
  /** Both read, and Ada alone keeps and sends. */
  const { as, source } = usePortal({
    features: [
      createBackendModule({
        pluginId: 'service-logs',
        moduleId: 'warehouse',
        register: env =>
          env.registerInit({
            deps: { destinations: logDestinationsExtensionPoint },
            init: async ({ destinations }) =>
              destinations.addDestination(warehouse),
          }),
      }),
    ],
    permissions: {
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorizeConditional: async (requests, options) =>
        requests.map(({ permission }) => {
          const { userEntityRef } = options?.credentials.principal as {
            userEntityRef: string;
          };
          return permission.name === 'service-logs.log.export'
            ? {
                result: AuthorizeResult.CONDITIONAL,
                pluginId: 'service-logs',
                resourceType: 'service-log',
                conditions: logConditions.isOwner({ claims: [userEntityRef] }),
              }
            : { result: AuthorizeResult.ALLOW };
        }),
    },
  });
  let number: string;
  beforeEach(async () => {
    rows.clear();
    trouble = undefined;
    source.entries = [1, 2].map(i => ({
      id: `e${i}`,
      timestamp: `2026-11-27T10:0${i}:00.000Z`,
      ...{ severityNumber: 17, attributes: {} },
      body: `entry ${i}, password=hunter2x`,
    }));
    ({ number } = await as(ada).exportResult({
      ...{ entityRef, ...time },
      reason: 'For the audit',
    }));
  });
  const send = (who = ada, to = 'warehouse', of = number) =>
    as(who).sendResult(of, { destination: to });

  it('arrives entry by entry with secrets masked, and the ledger says who sent what where', async () => {
    const sent = await send();
    expect(sent).toMatchObject({ destination: 'warehouse', place, count: 2 });
    expect([...rows]).toMatchObject([
      [`${number}-0`, { body: 'entry 2, password=(sensitive value)' }],
      [`${number}-1`, { body: 'entry 1, password=(sensitive value)' }],
    ]);
    const { digest } = await as(ada).getExport(number);
    expect(sent.digest).toBe(digest);
    await eventually(async () => {
      const { proven } = verifyBundle(await as(ada).getEvidence(number), {
        trustedKeys: (await as(ada).getLedgerStatus()).verifierKeys,
      });
      expect(proven!.entries.map(({ entry: { type } }) => type)).toEqual([
        'log.exported',
        'log.sent',
      ]);
      const { stories } = storiesIn(proven!, [logExportStories]);
      expect(stories).toMatchObject([{ subject: number, holds: true }]);
    });
  });

  it('is sent again under the same ids, where the place failed halfway', async () => {
    trouble = new SourceError('BigQuery cannot be reached. Try again.');
    await expect(send()).rejects.toMatchObject({
      statusCode: 503,
      cause: { message: 'BigQuery cannot be reached. Try again.' },
    });
    expect([...rows.keys()]).toEqual([`${number}-0`]);
    trouble = undefined;
    await send();
    expect([...rows.keys()]).toEqual([`${number}-0`, `${number}-1`]);
    await eventually(async () => {
      const { entries } = verifyBundle(await as(ada).getEvidence(number), {
        trustedKeys: (await as(ada).getLedgerStatus()).verifierKeys,
      }).proven!;
      expect(
        entries.map(({ entry: { type, data } }) => [
          type,
          (data as { reason?: string }).reason,
        ]),
      ).toEqual([
        ['log.exported', 'For the audit'],
        ['log.sent', undefined],
        ['log.send_failed', 'BigQuery cannot be reached. Try again.'],
        ['log.sent', undefined],
      ]);
    });
  });

  it('is sent by those who may keep results, to places that there are', async () => {
    const destinations = async (who: string) =>
      (await as(who).getOverview({ entityRef })).destinations;
    expect(await destinations(ada)).toEqual([
      { name: 'warehouse', title: 'BigQuery', place },
    ]);
    expect(await destinations(ben)).toEqual([]);
    await expect(send(ben)).rejects.toMatchObject({
      statusCode: 403,
      cause: { message: expect.stringContaining('service-logs.log.export') },
    });
    await expect(send(ada, 'lake')).rejects.toMatchObject({
      statusCode: 404,
      cause: { message: 'There is no destination lake; there are warehouse' },
    });
    await expect(
      send(ada, 'warehouse', logExportNumber.of(999)),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect(rows.size).toBe(0);
  });
});
