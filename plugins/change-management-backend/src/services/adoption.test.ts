import { randomUUID } from 'crypto';
import {
  changeEntryData,
  ChangeEntryInput,
  ChangeEventType,
  changeStory,
} from '@countersign/plugin-change-management-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { groups, items, people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { commit, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** As a portal before the present rules left it: approved for nine fields, and with no facts kept. */
describe('a change from before the present rules', () => {
  const portal = usePortal();
  const number = 'CHG0900001';

  async function leaveBehind() {
    const { knex } = portal();
    const ledger = await openLedger(knex);
    const { digest } = await portal().as(people.dana).getPolicies();
    const { start, end } = windowAround();
    const window = {
      start: new Date(start!).toISOString(),
      end: new Date(end!).toISOString(),
    };
    const subject = {
      number,
      type: 'normal' as const,
      environment: 'production',
      items: [items.bucket],
      window,
      planDigest: null,
      commit,
      policyDigest: digest,
      round: 1,
    };
    const subjectDigest = digestOf(subject);
    const policy = {
      name: 'default',
      digest,
      requirements: [
        { group: groups.approvers, reason: 'policy default', count: 1 },
      ],
    };
    const id = randomUUID();
    const at = new Date(Date.now() - 3_600_000);
    const approvalId = randomUUID();
    await knex('changes').insert({
      id,
      seq: 900_001,
      number,
      title: 'Raise the receipts retention',
      type: 'normal',
      state: 'scheduled',
      category: 'software',
      environment: 'production',
      items: [items.bucket],
      requester: people.dana,
      window_start: window.start,
      window_end: window.end,
      commit_hash: commit,
      source: '{"kind": "portal"}',
      policy: JSON.stringify({ name: 'default', digest }),
      requirements: JSON.stringify(policy.requirements),
      approval_status: 'approved',
      subject_digest: subjectDigest,
      created_at: at,
      updated_at: at,
      submitted_at: at,
      authorize_at: at,
      approved_at: at,
    });
    await knex('approvals').insert({
      id: approvalId,
      change_id: id,
      round: 1,
      group_ref: groups.approvers,
      approver: people.ada,
      decision: 'approved',
      subject_digest: subjectDigest,
      decided_at: at,
    });
    await knex.transaction(async trx => {
      const write = <T extends ChangeEventType>(
        type: T,
        actor: string,
        data: ChangeEntryInput<T>,
      ) =>
        ledger.append(
          trx,
          {
            type,
            subject: number,
            actor,
            occurredAt: at.toISOString(),
            data: changeEntryData(type, data),
          },
          { numbered: true },
        );
      await write('change.created', people.dana, {
        ...subject,
        title: 'Raise the receipts retention',
        description: '',
        category: 'software',
        requester: people.dana,
        planAuthors: [],
        planDigest: undefined,
        justification: '',
        implementationPlan: '',
        testPlan: '',
        backoutPlan: '',
        links: [],
        source: { kind: 'portal' },
        demo: false,
      });
      await write('change.submitted', people.dana, {
        subject,
        subjectDigest,
        policy,
      });
      await write('change.approval_requested', people.dana, {
        round: 1,
        subject,
        subjectDigest,
        policy,
        excluded: [people.dana],
      });
      await write('change.approved', people.ada, {
        approvalId,
        round: 1,
        group: groups.approvers,
        approver: people.ada,
        subjectDigest,
      });
      const step = {
        verb: 'submit' as const,
        approvalStatus: 'pending' as const,
      };
      await write('change.transitioned', people.dana, {
        ...step,
        from: 'new',
        to: 'assess',
      });
      await write('change.transitioned', people.dana, {
        ...step,
        from: 'assess',
        to: 'authorize',
      });
      await write('change.transitioned', people.ada, {
        from: 'authorize',
        to: 'scheduled',
        verb: 'approve',
        approvalStatus: 'approved',
      });
    });
    return ledger;
  }

  it('is read as it is, adopts the rules when something happens to it, and is approved anew', async () => {
    const ledger = await leaveBehind();
    const dana = portal().as(people.dana);
    const { next, change } = await dana.getChange(number);
    expect(next).toMatchObject({ verb: 'authorize' });

    const ask = () =>
      portal()
        .asPipeline()
        .askGate({ change: number, environment: 'production', commit });
    const refused = await ask();
    expect(refused.decision).toBe('refuse');
    expect(
      refused.checks.filter(check => !check.passed).map(check => check.id),
    ).toEqual(['approvals']);

    const asked = await dana.act(number, 'authorize', {
      version: change.version,
    });
    expect(asked.change).toMatchObject({ state: 'authorize' });
    await portal()
      .as(people.ada)
      .act(number, 'approve', { subjectDigest: asked.change.subjectDigest! });
    expect((await ask()).decision).toBe('allow');

    const entries = (await ledger.entriesOf(number)).map(({ entry }) => entry);
    expect(entries.map(entry => entry.type)).toContain('change.rules_adopted');
    expect(changeStory(entries)).toMatchObject({ rules: 2, holds: true });
  });
});
