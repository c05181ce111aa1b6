import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { changeImplementPermission } from '@countersign/plugin-change-management-common';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '@countersign/plugin-change-management-node';
import { items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import {
  commit,
  request,
  usePortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(240_000);

/**
 * Audrey writes nothing; Ivan reads only what he requested or implements; Dele implements nothing; everybody else may do
 * all.
 */
const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) =>
    requests.map(() => ({
      result:
        userOf(options) === people.audrey
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    })),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }): PolicyDecision => {
      const user = userOf(options);
      const reads = permission.attributes.action === 'read';
      if (user === people.audrey && !reads) {
        return { result: AuthorizeResult.DENY };
      }
      if (
        user === people.ivan &&
        isResourcePermission(permission, 'change-request')
      ) {
        const claims = [people.ivan];
        return createChangeRequestConditionalDecision(permission, {
          anyOf: [
            changeRequestConditions.isRequester({ claims }),
            changeRequestConditions.isImplementer({ claims }),
          ],
        });
      }
      if (user === people.remy && reads) {
        return { result: AuthorizeResult.DENY };
      }
      if (
        user === people.dele &&
        permission.name === changeImplementPermission.name
      ) {
        return { result: AuthorizeResult.DENY };
      }
      return { result: AuthorizeResult.ALLOW };
    }),
});

function userOf(options: unknown): string | undefined {
  const { credentials } = options as {
    credentials: { principal: { userEntityRef?: string } };
  };
  return credentials.principal.userEntityRef;
}

describe('permissions', () => {
  const portal = usePortal({ permissions });
  const dana = () => portal().as(people.dana);
  const ivan = () => portal().as(people.ivan);
  const denied = { statusCode: 403 };
  const hidden = { statusCode: 404 };

  it('lets an auditor read everything and write nothing', async () => {
    const { change } = await dana().createChange(request());
    const audrey = portal().as(people.audrey);
    const { number, version } = change;
    const { actions } = await audrey.getChange(number);
    expect(actions.filter(a => a.allowed)).toEqual([]);
    await audrey.getTimeline(number);
    await audrey.getEvidence(number);
    await audrey.listChanges();
    const rule = {
      kind: 'freeze' as const,
      title: 'Peak season',
      ...windowAround(900, 901),
      description: '',
      timeZone: 'UTC',
      environments: [],
      allowEmergency: true,
    };
    const now = new Date().toISOString();
    for (const attempt of [
      () => audrey.createChange(request()),
      () => audrey.uploadPlan({ plan: terraformPlan() }),
      () => audrey.updateChange(number, { version, title: 'Mine now' }),
      () => audrey.act(number, 'cancel', { version, reason: 'Because.' }),
      () => audrey.act(number, 'comment', { text: 'Hello' }),
      () =>
        audrey.act(number, 'approve', { subjectDigest: change.subjectDigest! }),
      () => audrey.act(number, 'start', { version }),
      () => audrey.askGate({ change: number }),
      () => audrey.createScheduleRule(rule),
      () =>
        audrey.replayPolicies({ policies: [{ name: 'none', require: [] }] }),
      () =>
        audrey.reportDeployment({
          externalId: 'x',
          environment: 'production',
          items: [items.web],
          outcome: 'succeeded',
          startedAt: now,
          finishedAt: now,
        }),
    ]) {
      await expect(attempt()).rejects.toMatchObject(denied);
    }
  });

  it('shows only what somebody may read, in lists, details and everything below', async () => {
    const { change: hers } = await dana().createChange(
      request({ title: 'Hers', window: windowAround(100, 101) }),
    );
    const { change: his } = await dana().createChange(
      request({
        title: 'His',
        implementer: people.ivan,
        window: windowAround(200, 201),
      }),
    );
    const listed = await ivan().listChanges();
    expect(listed.items.map(c => c.number)).toEqual([his.number]);
    expect(listed.count.value).toBe(1);
    expect((await ivan().getChange(his.number)).change.title).toBe('His');
    const { number, version } = hers;
    for (const attempt of [
      () => ivan().getChange(number),
      () => ivan().getTimeline(number),
      () => ivan().getPlan(number),
      () => ivan().getEvidence(number),
      () => ivan().updateChange(number, { version: 99, title: 'Found it' }),
      () => ivan().act(number, 'hold', { version, reason: 'Because.' }),
      () => ivan().previewChange({ number }),
    ]) {
      await expect(attempt()).rejects.toMatchObject(hidden);
    }
    const calendar = await ivan().getCalendar({
      from: windowAround(90).start,
      to: windowAround(210).start,
    });
    expect(calendar.changes.map(c => c.number)).toEqual([his.number]);
    const card = await ivan().getConfigurationItem(items.bucket);
    expect(card.openChanges.map(c => c.number)).toEqual([his.number]);
    const decision = await ivan().askGate({ change: number });
    expect(decision).toMatchObject({
      decision: 'refuse',
      checks: [{ detail: 'There is no such change.' }],
    });
  });

  it('lets a report move only what its reporter may implement', async () => {
    const { change } = await dana().createChange(
      request({ window: windowAround(-1, 2), items: [items.web] }),
    );
    const { number, subjectDigest } = change;
    await portal().as(people.ada).act(number, 'approve', {
      subjectDigest: subjectDigest!,
    });
    const now = new Date().toISOString();
    const report = {
      change: number,
      environment: 'production',
      commit,
      outcome: 'succeeded' as const,
      startedAt: now,
      finishedAt: now,
    };
    await expect(
      portal()
        .as(people.dele)
        .reportDeployment({ ...report, externalId: 'not-mine' }),
    ).rejects.toMatchObject(denied);
    expect((await dana().getChange(number)).change.state).toBe('scheduled');
    await dana().reportDeployment({ ...report, externalId: 'mine' });
    expect((await dana().getChange(number)).change.state).toBe('review');
  });

  it('answers a preview of the gate as the gate does, and writes nothing', async () => {
    const { change } = await dana().createChange(
      request({ window: windowAround(300, 301) }),
    );
    const asked = { change: change.number, environment: 'production', commit };
    const written = async () => [
      ...(await portal().knex('ledger_entries').count()),
      ...(await portal().knex('gate_decisions').count()),
      (await dana().getChange(change.number)).change.version,
    ];
    const before = await written();
    const audrey = portal().as(people.audrey);
    const preview = await audrey.previewGate(asked);
    expect(preview).toMatchObject({ preview: true, decision: 'refuse' });
    expect(await written()).toEqual(before);
    const { checks } = await portal().asPipeline().askGate(asked);
    expect(checks).toEqual(preview.checks);
    expect(await written()).not.toEqual(before);
  });

  it('says to somebody who may read nothing that they may not, rather than that there is nothing', async () => {
    const remy = portal().as(people.remy);
    const said = {
      ...denied,
      cause: {
        name: 'NotAllowedError',
        message:
          'You may not read changes: ask for the permission change-management.change.read',
        permission: 'change-management.change.read',
      },
    };
    const ever = {
      startedFrom: '2000-01-01T00:00:00Z',
      startedTo: '2100-01-01T00:00:00Z',
    };
    for (const list of [
      () => remy.listChanges(),
      () => remy.exportChanges(),
      () => remy.listDeployments(),
      () => remy.listDeploymentOutcomes(ever),
      () => remy.getMetrics(),
      () => remy.getConfigurationItem(items.bucket),
      () =>
        remy.getCalendar({
          from: windowAround(90).start,
          to: windowAround(210).start,
        }),
      () => remy.replayPolicies({ policies: [{ name: 'none', require: [] }] }),
    ]) {
      await expect(list()).rejects.toMatchObject(said);
    }
    await expect(remy.previewChange(request())).rejects.toMatchObject(denied);
    // Whether there is one or none.
    const { change } = await dana().createChange(request());
    for (const number of [change.number, 'CHG9999999']) {
      await expect(remy.getChange(number)).rejects.toMatchObject(said);
      await expect(remy.getTimeline(number)).rejects.toMatchObject(said);
      await expect(remy.getEvidence(number)).rejects.toMatchObject(said);
    }
    for (const path of [
      'policies',
      'templates',
      'schedule-rules',
      'risk/bands',
      'ledger',
    ]) {
      const { status } = await fetch(`${portal().baseUrl}/${path}`, {
        headers: { Authorization: `Bearer ${portal().token(people.remy)}` },
      });
      expect({ path, status }).toEqual({ path, status: 403 });
    }
  });
});
