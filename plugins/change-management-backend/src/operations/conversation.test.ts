import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  changeReadPermission,
  ChangeDetail,
  changeStory,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import { groups, items, people } from '../__testUtils__/estate';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { openLedger } from '../__testUtils__/ledger';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** Ivan reads nothing; Audrey reads and comments; everybody else may do all. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission: { name } }): PolicyDecision => {
      const { principal } = (
        options as { credentials: { principal: { userEntityRef?: string } } }
      ).credentials;
      const may = {
        [people.ivan]: () => false,
        [people.audrey]: () => /\.(read|comment)$/.test(name),
        [people.owen]: () => name === changeReadPermission.name,
      }[principal.userEntityRef ?? ''];
      return {
        result: may && !may() ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      };
    }),
});

const portal = usePortal({ permissions });
let hours = 0;

/** A change of its own, in a window of its own. */
async function waiting(fields: Parameters<typeof request>[0] = {}) {
  hours += 3;
  const { change } = await portal()
    .as(people.dana)
    .createChange(
      request({ window: windowAround(hours, hours + 1), ...fields }),
    );
  return change;
}

/** What was sent about a change, without what it began with: recipients, without whom, and the words. */
async function told(number: string) {
  await eventually(async () =>
    expect(await portal().knex('outbox').select('id')).toEqual([]),
  );
  return portal()
    .notifications.send.mock.calls.map(([call]) => call)
    .filter(({ payload }) => payload.title.startsWith(number))
    .filter(({ payload }) => !payload.title.endsWith('needs your approval'))
    .map(({ recipients, payload }) => ({
      words: payload.title.slice(number.length + 1),
      severity: payload.severity,
      to: [...recipients.entityRef].sort(),
      without: recipients.excludeEntityRef,
    }));
}

const allowed = ({ actions }: ChangeDetail) =>
  actions.filter(a => a.allowed).map(a => a.verb);

describe('a comment', () => {
  it('is for whoever reads the change, and gives nobody a hand in it', async () => {
    const { number } = await waiting();
    for (const who of [people.ada, people.audrey]) {
      const before = await portal().as(who).getChange(number);
      expect(allowed(before)).toContain('comment');
      const after = await portal()
        .as(who)
        .act(number, 'comment', { text: 'Why now?' });
      expect(after.change).toEqual(before.change);
      expect(after.duties).toEqual(before.duties);
    }
    await portal()
      .as(people.ada)
      .act(number, 'approve', {
        subjectDigest: (
          await portal().as(people.ada).getChange(number)
        ).change.subjectDigest!,
      });
  });

  it('is refused to who may not, with the permission that is missing', async () => {
    const { number } = await waiting();
    const { actions } = await portal().as(people.owen).getChange(number);
    expect(actions.find(a => a.verb === 'comment')).toMatchObject({
      allowed: false,
      guard: 'permission',
    });
    const body = { text: 'Hm' };
    await expect(
      portal().as(people.owen).act(number, 'comment', body),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      portal().as(people.ivan).act(number, 'comment', body),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('tells those it mentions and those who follow, each once, however often it is sent', async () => {
    const { number } = await waiting();
    const text =
      'Look, @Remy and @group:default/data. Not @nobody, nor `@owen`, nor @dana herself.';
    const options = { idempotencyKey: `mention-${number}` };
    const dana = portal().as(people.dana);
    await dana.act(number, 'comment', { text }, options);
    await dana.act(number, 'comment', { text }, options);
    expect(await told(number)).toEqual([
      {
        words: 'mentions you',
        severity: 'low',
        to: [groups.data, people.remy],
        without: [people.dana],
      },
      {
        words: 'has a new comment',
        severity: 'low',
        to: [groups.approvers],
        without: [people.dana, people.remy, people.dana],
      },
    ]);
    const { items: entries } = await dana.getTimeline(number);
    expect(
      entries.filter(e => e.type === 'change.commented').map(e => e.data),
    ).toEqual([{ text, mentions: [people.remy, groups.data, people.dana] }]);
    const { following } = await dana.getChange(number);
    expect(following).toEqual({
      follows: true,
      followers: [
        { entityRef: people.dana, because: 'requester' },
        { entityRef: groups.approvers, because: 'approver' },
        { entityRef: groups.data, because: 'mentioned' },
        { entityRef: people.remy, because: 'mentioned' },
      ],
    });
  });
});

describe('following', () => {
  it('is for whoever reads the change, and can be said twice', async () => {
    const { number } = await waiting();
    const audrey = portal().as(people.audrey);
    expect((await audrey.getChange(number)).following.follows).toBe(false);
    for (const _ of [1, 2]) {
      expect(await audrey.followChange(number, { follows: true })).toEqual({
        follows: true,
        followers: [
          { entityRef: people.dana, because: 'requester' },
          { entityRef: groups.approvers, because: 'approver' },
          { entityRef: people.audrey, because: 'chose' },
        ],
      });
    }
    const dana = portal().as(people.dana);
    const { version } = (await dana.getChange(number)).change;
    await dana.act(number, 'hold', { version, reason: 'Wait.' });
    expect(await told(number)).toEqual([
      expect.objectContaining({
        words: 'put on hold',
        to: [groups.approvers, people.audrey],
      }),
    ]);
  });

  it('ends for those who say so, also where their group follows', async () => {
    const { number } = await waiting();
    const ada = portal().as(people.ada);
    expect((await ada.getChange(number)).following.follows).toBe(true);
    await ada.followChange(number, { follows: false });
    expect((await ada.getChange(number)).following.follows).toBe(false);
    await portal().as(people.dana).act(number, 'comment', { text: 'News' });
    expect(await told(number)).toEqual([
      expect.objectContaining({
        to: [groups.approvers],
        without: expect.arrayContaining([people.ada]),
      }),
    ]);
  });

  it('is refused to services, and to those who may not read', async () => {
    const { number } = await waiting();
    const follows = { follows: true };
    await expect(
      portal().asPipeline().followChange(number, follows),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      portal().as(people.ivan).followChange(number, follows),
    ).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('a request for changes', () => {
  const saw = (change: { subjectDigest?: string }) => ({
    subjectDigest: change.subjectDigest as `sha256:${string}`,
  });

  it('keeps an approved change from going ahead until it is withdrawn', async () => {
    const change = await waiting({ items: [items.database] });
    const { number } = change;
    const wanted = { ...saw(change), comment: 'Say how it is backed out.' };
    const ada = portal().as(people.ada);
    const asked = await ada.act(number, 'request-changes', wanted);
    expect(asked.change).toMatchObject({
      state: 'authorize',
      approvalStatus: 'changes_requested',
      approvalRound: 1,
    });
    expect(asked.changesRequested).toMatchObject([
      {
        approver: people.ada,
        group: groups.approvers,
        comment: wanted.comment,
      },
    ]);
    expect(allowed(asked)).toContain('withdraw-request');
    const listed = async (who: string, query: ListChangesQuery) =>
      (
        await portal()
          .as(who)
          .listChanges({ ...query, limit: 200 })
      ).items.some(item => item.number === number);
    // It waits for the requester now, and for the other approvers, and not for the one who asked.
    expect(
      await listed(people.dana, {
        changesRequested: true,
        requester: [people.dana],
      }),
    ).toBe(true);
    expect(await listed(people.ada, { awaitingMyApproval: true })).toBe(false);
    expect(await listed(people.remy, { awaitingMyApproval: true })).toBe(true);
    expect(await told(number)).toContainEqual(
      expect.objectContaining({
        words: 'needs changes before it is approved',
        severity: 'high',
        to: [people.dana],
      }),
    );

    await portal().as(people.remy).act(number, 'approve', saw(change));
    const both = await portal().as(people.audrey).getChange(number);
    expect(both.change).toMatchObject({
      state: 'authorize',
      approvalStatus: 'changes_requested',
    });
    const gate = await portal().as(people.dana).askGate({ change: number });
    expect(gate.decision).toBe('refuse');
    expect(gate.checks.find(c => c.id === 'approvals')).toMatchObject({
      passed: false,
      detail: expect.stringContaining(`${people.ada} requested changes`),
    });

    const { version } = both.change;
    const gone = await ada.act(number, 'withdraw-request', { version });
    expect(gone.changesRequested).toEqual([]);
  });

  it('is the database’s to keep, too', async () => {
    const change = await waiting();
    await portal()
      .as(people.ada)
      .act(change.number, 'request-changes', {
        ...saw(change),
        comment: 'Not yet.',
      });
    const { knex } = portal();
    const { id } = change;
    const row = () => knex('changes_requests').where({ change_id: id });
    await expect(
      knex('changes').where({ id }).update({ state: 'scheduled' }),
    ).rejects.toMatchObject({ code: 'CM001' });
    await expect(row().update({ comment: 'Fine.' })).rejects.toMatchObject({
      code: 'CM002',
    });
    await expect(
      row().update({ ended_at: new Date(), ended_by: 'approval' }),
    ).rejects.toMatchObject({ code: 'CM002' });
    await expect(row().delete()).rejects.toMatchObject({ code: 'CM002' });
    const [{ id: _, ...wanted }] = await row();
    await expect(
      knex('changes_requests').insert({
        ...wanted,
        id: '00000000-0000-4000-8000-000000000000',
        approver: people.dana,
      }),
    ).rejects.toMatchObject({ code: 'CM001' });
  });

  it('is refused to a machine, to one who is not asked, and of something else', async () => {
    const change = await waiting();
    const ask = (who: string) =>
      portal()
        .as(who)
        .act(change.number, 'request-changes', {
          ...saw(change),
          comment: 'Not yet.',
        });
    await expect(ask(people.dana)).rejects.toMatchObject({
      statusCode: 403,
    });
    await expect(ask(people.audrey)).rejects.toMatchObject({
      statusCode: 403,
    });
    await expect(
      portal()
        .asPipeline()
        .act(change.number, 'request-changes', {
          ...saw(change),
          comment: 'Not yet.',
        }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      portal()
        .as(people.ada)
        .act(change.number, 'request-changes', {
          subjectDigest: `sha256:${'0'.repeat(64)}`,
          comment: 'Not yet.',
        }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('ends with an edit, and its story is proven', async () => {
    const change = await waiting();
    const { number } = change;
    const ada = portal().as(people.ada);
    await ada.act(number, 'request-changes', {
      ...saw(change),
      comment: 'Say how it is backed out.',
    });
    const dana = portal().as(people.dana);
    const { version } = (await dana.getChange(number)).change;
    const edited = await dana.updateChange(number, {
      version,
      backoutPlan: 'Set it back, by the old plan.',
    });
    expect(edited.change).toMatchObject({
      approvalStatus: 'void',
      approvalRound: 2,
    });
    expect(edited.changesRequested).toEqual([]);
    const anew = await dana.act(number, 'authorize', {
      version: edited.change.version,
    });
    await ada.act(number, 'approve', saw(anew.change));
    const ledger = await openLedger(portal().knex);
    const entries = await ledger.entriesOf(number);
    expect(changeStory(entries.map(({ entry }) => entry)).holds).toBe(true);
  });
});
