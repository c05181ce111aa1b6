import { mockServices } from '@backstage/backend-test-utils';
import { CloseCode } from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { signingKey } from '@countersign/plugin-governance-test-utils';
import { trustingAuthorizer } from '../access/Authorizer';
import { estate, items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import {
  commit,
  request,
  usePortal,
  windowAround,
} from '../__testUtils__/portal';
import { PlanReader } from '../plans/PlanReader';
import { readSettings } from '../settings';
import { createServices } from './createServices';

jest.setTimeout(240_000);

describe('reconciliation', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const ci = () => portal().asPipeline();
  let run = 0;

  async function scheduled(fields = {}) {
    const { change } = await dana().createChange(request(fields));
    const { change: approved } = await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    expect(approved.state).toBe('scheduled');
    return approved;
  }

  function report(change: string | undefined, fields: object = {}) {
    run += 1;
    const now = new Date().toISOString();
    return ci().reportDeployment({
      externalId: `run-${run}`,
      change,
      environment: 'production',
      outcome: 'succeeded',
      commit,
      startedAt: now,
      finishedAt: now,
      ...fields,
    });
  }

  const finish = async (number: string, code: CloseCode = 'successful') => {
    const { change } = await dana().getChange(number);
    await dana().act(number, 'close', {
      version: change.version,
      code,
      notes: 'Done.',
    });
  };

  /** So that it is in nobody's way. */
  const cancel = async (number: string) => {
    const { change } = await dana().getChange(number);
    await dana().act(number, 'cancel', {
      version: change.version,
      reason: 'Not any more.',
    });
  };

  it('authorises what was approved, inside its window', async () => {
    const { number } = await scheduled();
    const { reconciliation } = await report(number);
    expect(reconciliation.verdict).toBe('authorised');
    expect((await dana().getChange(number)).change.state).toBe('review');
    await finish(number);
  });

  it('keeps when the commit was made, for the lead time, and refuses a time that cannot be right', async () => {
    const { number } = await scheduled();
    const at = (days: number) =>
      new Date(Date.now() - days * 86_400_000).toISOString();
    const problem = (message: string) => ({
      statusCode: 400,
      body: {
        error: {
          problems: [
            {
              field: 'committedAt',
              message: expect.stringContaining(message),
            },
          ],
        },
      },
    });
    await expect(report(number, { committedAt: at(-1) })).rejects.toMatchObject(
      problem('after the deployment began'),
    );
    await expect(
      report(number, { committedAt: at(4000) }),
    ).rejects.toMatchObject(problem('ten years before'));
    await expect(
      report(number, { committedAt: at(1), commit: undefined }),
    ).rejects.toMatchObject(problem('name the commit'));
    const committedAt = at(1);
    await report(number, { committedAt });
    const { items: listed } = await dana().listDeployments({ change: number });
    expect(listed).toMatchObject([{ commit, committedAt }]);
    const { items: told } = await dana().getTimeline(number);
    expect(
      told.find(({ type }) => type === 'deployment.reported'),
    ).toMatchObject({ data: { committedAt } });
    await finish(number);
  });

  it('finds a plan that differs from the approved one, and what was not named', async () => {
    const change = await scheduled({ plan: terraformPlan() });
    const { planDigest } = await dana().previewChange({
      plan: terraformPlan({ tier: 'premium' }),
    });
    const { reconciliation } = await report(change.number, {
      planDigest,
      items: [items.bucket, items.web],
    });
    expect(reconciliation).toMatchObject({
      verdict: 'scope_exceeded',
      reasons: [
        expect.stringContaining('plan'),
        expect.stringContaining(items.web),
      ],
      // What ran is not what was approved: somebody has to answer for it.
      retrospectiveChange: expect.stringMatching(/^CHG/),
    });
    const { change: untouched } = await dana().getChange(change.number);
    expect(untouched.state).toBe('scheduled');
    await cancel(change.number);
  });

  it('finds a deployment outside the window', async () => {
    const { number } = await scheduled({ window: windowAround(50, 51) });
    const { reconciliation } = await report(number);
    expect(reconciliation).toMatchObject({
      verdict: 'out_of_window',
      retrospectiveChange: expect.stringMatching(/^CHG/),
    });
    // It was deployed, at a time nobody approved: not a success without a word.
    await expect(finish(number)).rejects.toMatchObject({
      body: { error: { guard: 'deployments' } },
    });
    await finish(number, 'successful_issues');
  });

  it('refuses a deployment that has not happened yet', async () => {
    const { number } = await scheduled();
    const soon = new Date(Date.now() + 600_000).toISOString();
    await expect(
      report(number, { startedAt: soon, finishedAt: soon }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: {
        error: { problems: [{ field: 'startedAt' }, { field: 'finishedAt' }] },
      },
    });
    await report(number);
    await finish(number);
  });

  it('opens a retrospective change for what nobody approved, to be approved by somebody else than its deployer', async () => {
    const { change: unapproved } = await dana().createChange(
      request({ window: windowAround(50, 51) }),
    );
    const deployment = await report(unapproved.number, {
      deployer: people.ivan,
    });
    expect(deployment.reconciliation.verdict).toBe('unauthorised');
    const number = deployment.reconciliation.retrospectiveChange!;
    const opened = await dana().getChange(number);
    expect(opened.change).toMatchObject({
      type: 'retrospective',
      state: 'authorize',
      approvalStatus: 'pending',
      requester: people.ivan,
    });
    expect(opened.deployments.map(d => d.id)).toEqual([deployment.id]);
    expect((await dana().getChange(unapproved.number)).change.state).toBe(
      'authorize',
    );
    // Whoever requested what ran had a hand in it.
    expect(opened.duties.hands).toContainEqual(
      expect.objectContaining({
        who: people.dana,
        as: 'asked',
        from: unapproved.number,
      }),
    );
    const decide = (who: string) =>
      portal().as(who).act(number, 'approve', {
        subjectDigest: opened.change.subjectDigest!,
      });
    await expect(decide(people.ivan)).rejects.toMatchObject({
      statusCode: 403,
    });
    const approved = await decide(people.ada);
    expect(approved.change.state).toBe('review');
    await finish(number);
    await expect(report('CHG9999999')).rejects.toMatchObject({
      statusCode: 404,
    });
    const listed = await dana().listDeployments({ verdict: ['unauthorised'] });
    expect(listed.items.map(d => d.id)).toContain(deployment.id);
  });

  it('lists what touched any of some items and began in a period', async () => {
    const [early, late] = ['2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z'];
    const at = async (startedAt: string, item: string) =>
      (
        await report(undefined, {
          items: [item],
          startedAt,
          finishedAt: startedAt,
        })
      ).id;
    const web = await at(early, items.web);
    const bucket = await at(late, items.bucket);
    const listed = async (query: object) =>
      (await dana().listDeployments({ startedFrom: early, ...query })).items
        .map(({ id }) => id)
        .filter(id => id === web || id === bucket);
    const both = { item: [items.web, items.bucket] };
    expect(await listed(both)).toEqual([bucket, web]);
    expect(await listed({ item: items.web })).toEqual([web]);
    expect(await listed({ ...both, startedTo: late })).toEqual([web]);
    expect(await listed({ ...both, startedFrom: late })).toEqual([bucket]);
  });

  it('says of thousands how they went: which began in a period, what covered each, and whether that is an emergency', async () => {
    const { number } = await scheduled();
    const covered = await report(number);
    const startedAt = new Date(Date.now() - 60_000).toISOString();
    const unapproved = await report(undefined, {
      ...{ items: [items.web], outcome: 'failed' },
      ...{ startedAt, finishedAt: startedAt },
    });
    const { retrospectiveChange } = unapproved.reconciliation;
    const { change: opened } = await dana().getChange(retrospectiveChange!);
    const period = {
      startedFrom: startedAt,
      startedTo: new Date(Date.now() + 60_000).toISOString(),
    };
    const outcomes = async (query: object = {}) =>
      (
        await dana().listDeploymentOutcomes({ ...period, ...query })
      ).items.filter(({ id }) => [covered.id, unapproved.id].includes(id));
    expect(await outcomes()).toEqual([
      {
        ...{ id: unapproved.id, outcome: 'failed', change: opened.number },
        ...{ startedAt, finishedAt: startedAt },
        isEmergency: opened.type === 'emergency',
        reportedBy: unapproved.reportedBy,
      },
      {
        ...{ id: covered.id, outcome: 'succeeded', change: number },
        ...{ startedAt: covered.startedAt, finishedAt: covered.finishedAt },
        isEmergency: false,
        reportedBy: covered.reportedBy,
      },
    ]);
    expect(await outcomes({ environment: 'staging' })).toEqual([]);
    expect(await outcomes({ item: items.web, withItems: true })).toMatchObject([
      { id: unapproved.id, items: [items.web] },
    ]);
    const page = await dana().listDeploymentOutcomes({ ...period, limit: 1 });
    const next = await dana().listDeploymentOutcomes({
      ...{ ...period, limit: 1 },
      cursor: page.nextCursor,
    });
    expect([page.items[0].id, next.items[0].id]).toEqual([
      unapproved.id,
      covered.id,
    ]);
    await finish(number);
  });

  it('reports a rolled back deployment, which still awaits its review', async () => {
    const { number } = await scheduled();
    await report(number, { outcome: 'rolled_back' });
    const { change } = await dana().getChange(number);
    expect(change.state).toBe('review');
    await dana().act(number, 'close', {
      version: change.version,
      code: 'unsuccessful',
      notes: 'Rolled back.',
    });
    const { items: bands } = await dana().getRiskBands();
    expect(bands.find(b => b.level === change.risk!.level)).toMatchObject({
      failed: 1,
    });
    const { all } = await dana().getMetrics();
    expect(all.successRate.n).toBeGreaterThan(all.successRate.count);
  });

  it('notes once what was approved and never run, and an overdue emergency', async () => {
    const config = mockServices.rootConfig({
      data: { ledger: { signingKey } },
    });
    const late = new Date(Date.now() + 40 * 3600 * 1000);
    const { knex } = portal();
    const database = mockServices.database({ knex });
    const graph = CmdbGraph.from(estate());
    const settings = readSettings(config);
    const { housekeeping } = createServices({
      knex,
      cmdb: {
        graph: async () => graph,
        refresh: async () => graph,
        item: async ref => graph.item(ref),
        items: async refs => refs.map(ref => graph.item(ref)),
        exists: async ref => graph.has(ref),
      },
      ledger: await Ledger.create({
        database,
        origin: settings.ledgerOrigin,
        signer: createLedgerSigner(config),
        logger: mockServices.logger.mock(),
      }),
      authorizer: trustingAuthorizer,
      settings,
      logger: mockServices.logger.mock(),
      planReader: new PlanReader({ logger: mockServices.logger.mock() }),
      clock: () => late,
    });
    const planned = await scheduled({ window: windowAround(20, 21) });
    const { change: emergency } = await dana().createChange(
      request({ type: 'emergency', items: [items.web] }),
    );
    await dana().act(emergency.number, 'start', { version: emergency.version });

    expect(await housekeeping.noteNeverRun()).toBeGreaterThanOrEqual(1);
    expect(await housekeeping.noteOverdue()).toBe(1);
    expect(await housekeeping.noteNeverRun()).toBe(0);
    expect(await housekeeping.noteOverdue()).toBe(0);

    const [latest] = (await dana().getTimeline(planned.number)).items;
    expect(latest).toMatchObject({
      type: 'deployment.reconciled',
      actor: 'plugin:change-management',
      data: { verdict: 'never_run' },
    });
    const overdue = (await dana().getTimeline(emergency.number)).items[0];
    expect(overdue.type).toBe('change.approval_overdue');
  });
});
