import changeManagementPlugin from '@countersign/plugin-change-management-backend';
import {
  ChangeManagementClient,
  changeStates,
  changeStory,
  ChangeSummary,
  changeTypes,
  closeCodes,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import {
  eventually,
  signingKey,
  startTestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { component, people, resource } from '@countersign/demo-estate';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { DateTime } from 'luxon';
import { larkspur, larkspurConfig } from './__testUtils__/larkspur';
import { changeManagementModuleDemo } from './module';
import { demoScenario } from './scenario';

jest.setTimeout(180_000);

const auditor = 'user:default/ines-auditor';

/** A portal that answers while its demo changes are made, and then has them. */
const portal = useForAllTests(async databases => {
  const { api, knex, notifications, stop } = await startTestPortal(databases, {
    pluginId: 'change-management',
    features: [changeManagementPlugin, changeManagementModuleDemo],
    entities: larkspur(),
    config: {
      ledger: { signingKey },
      changeManagement: { ...larkspurConfig(), demo: 'on' },
    },
  });
  const as = (user: string) => new ChangeManagementClient(api.as(user));
  const count = async () => (await as(auditor).listChanges()).count.value;
  const before = await count();
  await eventually(async () => {
    if ((await count()) === 0) throw new Error('There are none yet');
  }, 120_000);
  const { items } = await as(auditor).listChanges({
    limit: 200,
    sort: 'created',
    order: 'asc',
  });
  return { as, knex, notifications, before, items, stop };
});

describe('the demo changes', () => {
  it('fill an empty portal, all at once', async () => {
    const { before, items, knex } = portal();
    expect(before).toBe(0);
    const asked = await knex('changes')
      .whereNot({ type: 'retrospective' })
      .select(knex.raw(`source->>'runId' AS id`));
    expect(asked.map(({ id }) => id).sort()).toEqual(
      demoScenario(new Date())
        .stories.filter(story => story.request)
        .map(story => story.id)
        .sort(),
    );
    const seen = (key: keyof ChangeSummary) =>
      new Set(items.map(change => change[key]));
    expect(items.every(change => change.demo)).toBe(true);
    expect(seen('state')).toEqual(new Set(changeStates));
    expect(seen('type')).toEqual(new Set(changeTypes));
    expect(seen('closeCode')).toEqual(new Set([undefined, ...closeCodes]));
    expect(seen('onHold')).toEqual(new Set([true, false]));
    expect(seen('environment').size).toBe(3);
    expect(seen('team').size).toBe(5);
    expect(new Set(items.flatMap(change => change.risk?.level ?? []))).toEqual(
      new Set(riskLevels),
    );
    // Numbers are given in the order of time.
    const numbers = items.map(change => change.number);
    expect(numbers).toEqual([...numbers].sort());
  });

  it('tell of deployments and of what was owed', async () => {
    const { knex } = portal();
    const verdicts = await knex('deployments').distinct('verdict');
    expect(verdicts.map(row => row.verdict).sort()).toEqual([
      'authorised',
      'out_of_window',
      'scope_exceeded',
      'unauthorised',
    ]);
    expect(await knex('changes').whereNotNull('never_run_at')).toHaveLength(1);
    expect(
      await knex('changes').whereNotNull('approval_overdue_at'),
    ).toHaveLength(1);
  });

  it('give every figure something to count', async () => {
    const metrics = await portal().as(auditor).getMetrics();
    expect(metrics.all.successRate.n).toBeGreaterThan(30);
    expect(metrics.all.leadTimeToApproval.median).toBeGreaterThan(3600);
    expect(metrics.all.emergencyShare.count).toBeGreaterThan(3);
    expect(metrics.byTeam.length).toBe(5);
    const { items: bands } = await portal().as(auditor).getRiskBands();
    expect(bands.every(band => band.n > 0)).toBe(true);
    const rates = bands.map(band => band.failureRate ?? 0);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });

  it('leave their whole stories in the ledger', async () => {
    const { items } = portal();
    for (const { number, closeCode } of items) {
      if (closeCode !== 'successful') continue;
      const { items: timeline } = await portal()
        .as(auditor)
        .getTimeline(number, { limit: 200 });
      const story = changeStory(
        timeline
          .map(({ id, type, actor, occurredAt, data }) => ({
            ...{ id, type, actor, occurredAt, subject: number },
            data: data as LedgerEntry['data'],
          }))
          .reverse(),
      );
      expect([number, ...story.claims.filter(c => !c.holds)]).toEqual([number]);
    }
  });

  it('leave each persona something to do, and tell those concerned', async () => {
    const { as, notifications } = portal();
    const waitingFor = async (ref: string) => {
      const { items } = await as(ref).listChanges({
        limit: 200,
        awaitingMyApproval: true,
      });
      return items.map(change => change.requester);
    };
    expect(await waitingFor(people.amara)).toContain(people.dana);
    expect(await waitingFor(people.oscar)).toContain(people.dana);
    const list = async (filter: object) =>
      (
        await as(auditor).listChanges({
          limit: 200,
          sort: 'created',
          order: 'asc',
          ...filter,
        })
      ).items;
    const drafts = await list({ requester: [people.dana], state: ['new'] });
    expect(drafts.map(change => change.approvalStatus).sort()).toEqual([
      'not_requested',
      'not_requested',
      'rejected',
    ]);
    const emergencies = await list({
      requester: [people.kenji],
      type: ['emergency'],
      state: ['authorize', 'review'],
    });
    expect(emergencies.map(change => change.approvalStatus)).toEqual([
      'due',
      'pending',
    ]);
    await eventually(() =>
      expect(notifications.send.mock.calls.length).toBeGreaterThan(5),
    );
    expect(notifications.send.mock.calls.length).toBeLessThan(20);
  });

  it('let the checkout be worked on in the next hours', async () => {
    const { conflicts } = await portal()
      .as(people.dana)
      .previewChange({
        environment: 'production',
        items: [
          component('checkout-api'),
          resource('orders-db'),
          resource('session-cache'),
        ],
        window: {
          start: DateTime.utc().toISO(),
          end: DateTime.utc().plus({ hours: 2 }).toISO(),
        },
      });
    expect(conflicts.every(conflict => conflict.acceptable)).toBe(true);
    expect(new Set(conflicts.map(c => c.other?.number)).size).toBe(1);
  });
});
