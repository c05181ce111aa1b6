import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EvidenceSourceKind,
  evidenceSourcesExtensionPoint,
} from '@countersign/plugin-compliance-evidence-node';
import { digestOf } from '@countersign/plugin-ledger-common';
import complianceEvidenceModulePortal from './index';

jest.setTimeout(60_000);

type Answer = (query: Record<string, unknown>) => object | undefined;

/** An area of the portal that answers other plugins only. */
function area(pluginId: string, answers: Record<string, Answer>) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          http.use(async (req, res) => {
            const { principal } = await httpAuth.credentials(req as never, {
              allow: ['service'],
            });
            const answer = answers[req.path]?.(req.query);
            if (principal.subject !== 'plugin:compliance-evidence' || !answer) {
              res.status(404).json({ error: { message: 'no such thing' } });
            } else res.json(answer);
          });
        },
      });
    },
  });
}

const change = (number: string) => ({
  change: {
    number,
    title: 'A change',
    requester: 'user:default/ada',
    approvedAt: '2026-10-02T08:00:00.000Z',
    window: { start: '2026-10-03T08:00:00.000Z' },
  },
  approvals: {
    requirements: [
      {
        approvals: ['bo', 'cy'].map(approver => ({
          approver,
          group: 'group:default/sre',
          decision: 'approved',
          decidedAt: '2026-10-02T08:00:00.000Z',
          subjectDigest: 'sha256:1',
          ...(approver === 'cy' && { void: { at: '', reason: '' } }),
        })),
      },
    ],
  },
  deployments: [],
  actions: ['what the reader may do'],
});

describe('the portal as a source of evidence', () => {
  const asked: object[] = [];
  const count = { value: 3, capped: false };
  let kind: EvidenceSourceKind;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'compliance-evidence',
          register(env) {
            env.registerExtensionPoint(evidenceSourcesExtensionPoint, {
              addKind: added => {
                kind = added;
              },
            });
            env.registerInit({ deps: {}, async init() {} });
          },
        }),
        complianceEvidenceModulePortal,
        mockServices.rootConfig.factory(),
        catalogServiceMock.factory({
          entities: ['Component', 'API'].map(entityKind => ({
            apiVersion: 'backstage.io/v1alpha1',
            kind: entityKind,
            metadata: { name: 'pay', uid: entityKind },
          })),
        }),
        area('change-management', {
          '/changes': query => {
            asked.push(query);
            return query.cursor
              ? { items: [{ number: 'CHG3' }], count }
              : {
                  items: [{ number: 'CHG1' }, { number: 'CHG2' }],
                  nextCursor: 'more',
                  count,
                };
          },
          '/changes/CHG1': () => change('CHG1'),
          '/changes/CHG2': () => change('CHG2'),
          '/changes/CHG3': () => ({ ...change('CHG3'), approvals: undefined }),
          '/ledger': () => ({ origin: 'countersign/changes', treeSize: 7 }),
          '/policies': () => ({
            digest: 'sha256:set',
            policies: [{ name: 'production', minimum: 2 }],
          }),
          '/templates': () => ({
            templates: [{ id: 'restart', digest: 'sha256:t' }],
          }),
        }),
        area('incident-management', {
          '/incidents': query => {
            asked.push(query);
            return {
              items: [
                { number: 'INC1', times: { started: '2026-10-02T08:00:00Z' } },
              ],
              count: { value: 1, capped: true },
            };
          },
        }),
        area('service-logs', {
          '/metrics/slow': () => ({
            metadata: { name: 'slow' },
            spec: {
              ...{ entity: 'component:default/pay', filter: 'a OR b' },
              ...{ type: 'distribution', value: 'latency', buckets: [0.3, 1] },
            },
          }),
          '/metrics/failed': () => ({
            metadata: { name: 'failed', title: 'Failed' },
            spec: {
              ...{ entity: 'component:default/pay', filter: 'severity>=ERROR' },
              type: 'counter',
            },
          }),
          '/histogram': query => {
            asked.push(query);
            const filter = String(query.filter);
            if (filter.includes('ERROR')) {
              return {
                ...{ total: 2, complete: false },
                countedFrom: '2026-10-05T00:00:00.000Z',
              };
            }
            const total = /<=(.*)/.exec(filter)?.[1] === '0.3' ? 7 : 9;
            return { total, complete: true };
          },
        }),
        area('service-levels', {
          '/objectives': () => ({
            items: ['up', 'silent'].map(id => ({
              id,
              target: 0.99,
              state: 'met',
            })),
            count: { value: 2, capped: false },
          }),
          '/objectives/up/history': query => {
            asked.push(query);
            return {
              step: 86_400_000,
              points: [
                { bad: 1, total: 10 },
                { bad: 2, total: 20 },
              ],
            };
          },
          '/objectives/silent/history': () => ({ step: 60_000, points: [] }),
        }),
      ],
    });
  });
  afterAll(() => backend.stop());
  beforeEach(() => {
    asked.length = 0;
  });

  const period = {
    period_start: '2026-09-30T22:00:00.000Z',
    period_end: '2026-10-31T23:00:00.000Z',
  };
  const take = async (
    text: string,
    parameters: Record<string, string> = period,
  ) => {
    const chunks: Uint8Array[] = [];
    const said = await kind
      .create({ name: 'portal', config: new ConfigReader({}) })
      .snapshot(
        {
          query: { name: 'q', text, parameters },
          columns: [],
          signal: new AbortController().signal,
        },
        async chunk => {
          chunks.push(chunk);
        },
      );
    return {
      ...said,
      records: Buffer.concat(chunks)
        .toString()
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line)),
    };
  };
  const during = 'from: ${period_start}\nto: ${period_end}';

  it('gives every change of the period with its approvals and its digest', async () => {
    const { records, completeness } = await take(`records: changes\n${during}`);
    expect(completeness).toEqual({ stated: 3, pages: 2, gaps: [] });
    expect(records.map(({ number }) => number)).toEqual([
      'CHG1',
      'CHG2',
      'CHG3',
    ]);
    const [{ digest, ...first }, , last] = records;
    expect(first).toMatchObject({
      requester: 'user:default/ada',
      approvedBy: 'bo',
      approvals: [{ approver: 'bo', subjectDigest: 'sha256:1' }],
      window: { start: '2026-10-03T08:00:00.000Z' },
    });
    expect(first).not.toHaveProperty('actions');
    expect(digest).toBe(digestOf(first));
    expect(last.approvedBy).toBeNull();
    expect(asked[0]).toMatchObject({
      windowFrom: period.period_start,
      windowTo: period.period_end,
      sort: 'created',
      order: 'asc',
    });
  });

  it('counts the events of each objective, and says of which there were none', async () => {
    const { records, completeness } = await take(
      `records: objectives\n${during}`,
    );
    expect(records).toMatchObject([
      { id: 'up', target: 0.99, good: 27, bad: 3, total: 30 },
      { id: 'silent', total: 0 },
    ]);
    // How it stands now is not how it stood.
    expect(records[0]).not.toHaveProperty('state');
    expect(completeness).toEqual({
      stated: 2,
      pages: 1,
      gaps: [
        'The objective up is counted in steps of 1440 min, so the figures may be off by one step at each end of the period',
        'Nothing was counted for the objective silent in the period',
      ],
    });
    expect(asked).toEqual([
      { from: period.period_start, to: period.period_end },
    ]);
  });

  it('counts what metrics of logs count, and says what of it could not be counted', async () => {
    const { records, completeness } = await take(
      `records: log-metrics\nmetrics: slow, failed\n${during}`,
    );
    const { period_start: from, period_end: to } = period;
    expect(records).toMatchObject([
      {
        ...{ name: 'slow', title: 'slow', entity: 'component:default/pay' },
        ...{ from, to, count: 9 },
        upTo: [
          { le: 0.3, count: 7 },
          { le: 1, count: 9 },
        ],
      },
      { name: 'failed', title: 'Failed', type: 'counter', count: 2 },
    ]);
    expect(records[1]).not.toHaveProperty('upTo');
    expect(completeness).toEqual({
      stated: 2,
      pages: 1,
      gaps: [
        'The metric failed could not be counted in time: what is before 2026-10-05T00:00:00.000Z is missing',
      ],
    });
    expect(asked).toContainEqual({
      ...{ entityRef: 'component:default/pay', from, to },
      filter: '(a OR b) "latency"<=0.3',
    });
  });

  it('gives incidents, entities and ledgers', async () => {
    const incidents = await take(`records: incidents\n${during}`);
    expect(incidents.records).toMatchObject([
      {
        number: 'INC1',
        times: { started: '2026-10-02T08:00:00Z', resolved: null },
      },
    ]);
    // A count that was capped says nothing of how many there are.
    expect(incidents.completeness.stated).toBeUndefined();
    const entities = await take('records: entities\nkinds: component');
    expect(entities.records).toMatchObject([
      { ref: 'component:default/pay', entity: { kind: 'Component' } },
    ]);
    const ledgers = await take('records: ledgers');
    expect(ledgers.records).toMatchObject([
      { area: 'change-management', treeSize: 7 },
    ]);
    expect(ledgers.completeness.gaps).toContain(
      'The portal has no ledger of service-levels',
    );
  });

  it('pins the policies that are in force when they are asked for', async () => {
    const { records, completeness } = await take('records: policies');
    expect(completeness).toMatchObject({ stated: 2, gaps: [] });
    const [{ digest, ...policy }, template] = records;
    expect(policy).toEqual({
      kind: 'approval-policy',
      set: 'sha256:set',
      policy: { name: 'production', minimum: 2 },
    });
    expect(digest).toBe(digestOf(policy));
    expect(template).toMatchObject({
      kind: 'standard-change',
      template: { id: 'restart', digest: 'sha256:t' },
    });
    await expect(take(`records: policies\n${during}`)).rejects.toThrow(
      'leave the lines from: … and to: … out',
    );
  });

  it('says what of a period is still to come', async () => {
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const { completeness } = await take(`records: objectives\n${during}`, {
      ...period,
      period_end: end,
    });
    expect(completeness.gaps).toContainEqual(
      expect.stringContaining(`goes on until ${end}`),
    );
    expect(Date.parse((asked[0] as { to: string }).to)).toBeLessThan(
      Date.parse(end),
    );
    await expect(
      take(`records: changes\n${during}`, {
        period_start: end,
        period_end: '2099-01-01T00:00:00.000Z',
      }),
    ).rejects.toThrow('still to come');
  });

  it.each([
    ['records: change', 'did you mean changes'],
    ['records: changes', 'are asked for a period'],
    [`records: changes\n${during}\nby: windows`, 'did you mean window'],
    ['records: incidents\nfrom: ${period_start}', 'needs both'],
    [`records: log-metrics\n${during}`, 'add the line metrics'],
    ['records: log-metrics\nmetrics: slow', 'are asked for a period'],
    ['table: changes', 'lines are records: …'],
  ])('says what is wrong with %j', async (text, reason) => {
    await expect(take(text)).rejects.toThrow(reason);
  });
});
