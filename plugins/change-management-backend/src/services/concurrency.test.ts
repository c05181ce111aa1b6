import { randomUUID } from 'crypto';
import { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { foldAll } from '@countersign/plugin-change-management-common';
import { estate, groups, items, people } from '../__testUtils__/estate';
import { request, usePortal, windowAround } from '../__testUtils__/portal';
import { FactsStore } from '../database/FactsStore';

jest.setTimeout(240_000);

const crowd = Array.from(
  { length: 500 },
  (_, i) => `user:default/approver-${i}`,
);
const crowdEntities = crowd.map(
  (ref): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: ref.split('/')[1], namespace: 'default' },
    spec: {},
    relations: [{ type: 'memberOf', targetRef: groups.approvers }],
  }),
);

/** Asks again when the portal has no connection free, as it tells its callers to do. */
async function unlessBusy<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isError(error) || error.statusCode !== 503) throw error;
    }
  }
}

describe('many at once', () => {
  const portal = usePortal({
    entities: [...estate(), ...crowdEntities],
    changeManagement: {
      approvalPolicies: [
        {
          name: 'twenty',
          match: { 'change.category': 'security' },
          require: [{ group: groups.approvers, count: 20 }],
        },
        { name: 'one', require: [{ group: groups.approvers, count: 1 }] },
      ],
    },
  });
  const dana = () => portal().as(people.dana);
  const draft = (fields: object = {}) => request({ submit: false, ...fields });

  it('makes one change of the same submission sent ten times at once', async () => {
    const idempotencyKey = randomUUID();
    const body = draft({ title: 'Sent ten times', submit: true });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        dana().createChange(body, { idempotencyKey }),
      ),
    );
    expect(new Set(answers.map(a => a.change.number)).size).toBe(1);
    expect(answers[9]).toEqual(answers[0]);
    const { count } = await dana().listChanges({ q: 'Sent ten times' });
    expect(count.value).toBe(1);
    await expect(
      dana().createChange(
        { ...body, title: 'Something else' },
        { idempotencyKey },
      ),
    ).rejects.toMatchObject({ statusCode: 409 });
    const other = await portal()
      .as(people.owen)
      .createChange(body, { idempotencyKey });
    expect(other.change.number).not.toBe(answers[0].change.number);
  });

  it('makes one change of a pipeline run that asks ten times at once without a key', async () => {
    const body = draft({
      title: 'From a run',
      requester: people.dana,
      source: { kind: 'cli', repository: 'shop/infra', runId: '42' },
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        portal().asPipeline().createChange(body),
      ),
    );
    expect(new Set(answers.map(a => a.change.number)).size).toBe(1);
    const next = await portal()
      .asPipeline()
      .createChange({ ...body, source: { ...body.source!, runId: '43' } });
    expect(next.change.number).not.toBe(answers[0].change.number);
  });

  it('counts exactly as many of 500 approvals at once as are asked for', async () => {
    const { change } = await dana().createChange(
      request({ category: 'security', window: windowAround(300, 301) }),
    );
    const { number, subjectDigest } = change;
    const outcomes = await Promise.allSettled(
      crowd.map(ref =>
        unlessBusy(() =>
          portal()
            .as(ref)
            .act(
              number,
              'approve',
              { subjectDigest: subjectDigest! },
              { idempotencyKey: ref },
            ),
        ),
      ),
    );
    const refusals = outcomes.flatMap(o =>
      o.status === 'rejected' ? [o.reason.statusCode] : [],
    );
    expect(outcomes.length - refusals.length).toBe(20);
    expect(new Set(refusals)).toEqual(new Set([409]));
    const after = await dana().getChange(change.number);
    expect(after.change).toMatchObject({
      state: 'scheduled',
      approvalStatus: 'approved',
    });
    expect(after.approvals?.requirements[0].approvals).toHaveLength(20);
    const recorded = await portal()
      .knex('approvals')
      .where({ change_id: change.id });
    expect(recorded).toHaveLength(20);
    const timeline = await dana().getTimeline(change.number, { limit: 200 });
    const types = timeline.items.map(e => e.type);
    expect(types.filter(t => t === 'change.approved')).toHaveLength(20);
    expect(types.filter(t => t === 'change.transitioned')).toHaveLength(3);
  });

  it('takes a deployment reported ten times at once as one', async () => {
    const now = new Date().toISOString();
    const report = {
      externalId: 'run-77',
      environment: 'production',
      items: [items.bucket],
      outcome: 'succeeded' as const,
      startedAt: now,
      finishedAt: now,
      deployer: people.dana,
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        portal().asPipeline().reportDeployment(report),
      ),
    );
    expect(new Set(answers.map(a => a.id)).size).toBe(1);
    expect(answers[0].reconciliation).toMatchObject({
      verdict: 'unauthorised',
      retrospectiveChange: expect.stringMatching(/^CHG/),
    });
    await expect(
      portal()
        .asPipeline()
        .reportDeployment({ ...report, outcome: 'failed' }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('answers each of many questions to the gate by itself, while somebody holds one of the changes', async () => {
    const approver = portal().as(crowd[0]);
    const made = await Promise.all(
      [0, 1, 2].map(n =>
        dana().createChange(
          request({ window: windowAround(-1 + n * 4, 2 + n * 4) }),
        ),
      ),
    );
    const numbers = made.map(({ change }) => change.number);
    const [held, ...free] = numbers;
    const approved = made[1].change;
    await approver.act(approved.number, 'approve', {
      subjectDigest: approved.subjectDigest!,
    });
    const pipeline = portal().asPipeline();
    const ask = (change: string) =>
      pipeline.askGate({ change, environment: 'production' });
    const trx = await portal().knex.transaction();
    await trx('changes').where({ number: held }).forUpdate();
    let answered = false;
    const ofHeld = [ask(held), ask(held)].map(each =>
      each.finally(() => {
        answered = true;
      }),
    );
    const asked = [...free, ...free, 'CHG9999999', ...free, ...free];
    const answers = await Promise.all(asked.map(ask));
    expect(answered).toBe(false);
    await trx.commit();
    answers.push(...(await Promise.all(ofHeld)));
    expect(answers.map(a => a.changeNumber)).toEqual([
      ...asked.map(number => (number === 'CHG9999999' ? undefined : number)),
      held,
      held,
    ]);
    const passed = answers
      .filter(({ changeNumber }) => changeNumber)
      .map(({ changeNumber, checks }) => ({
        changeNumber,
        approvals: checks.find(({ id }) => id === 'approvals')?.passed,
      }));
    expect(passed).toEqual(
      passed.map(({ changeNumber }) => ({
        changeNumber,
        approvals: changeNumber === approved.number,
      })),
    );
    // Each is on record once, numbered, and the numbers leave none out.
    const recorded = await portal()
      .knex('gate_decisions')
      .whereIn(
        'id',
        answers.map(({ id }) => id),
      );
    expect(recorded).toHaveLength(answers.length);
    for (const number of numbers) {
      const rows = await portal()
        .knex('ledger_entries')
        .where({ subject: number })
        .orderBy('seq');
      expect(rows.map(row => row.subject_sequence)).toEqual(
        rows.map((_, i) => i + 1),
      );
      const told = rows.map(row => JSON.parse(row.leaf));
      const decided = told.filter(e => e.type === 'gate.decided');
      expect(decided.map(e => e.data.id).sort()).toEqual(
        answers
          .filter(a => a.changeNumber === number)
          .map(a => a.id)
          .sort(),
      );
      expect(new Set(decided.map(e => e.actor)).size).toBe(1);
      expect(decided[0].actor).toMatch(/^external:/);
      const moments = told.map(e => e.occurredAt);
      expect([...moments].sort()).toEqual(moments);
      // What is kept beside the facts is what the ledger says.
      const { id } = made.find(
        ({ change }) => change.number === number,
      )!.change;
      expect(await new FactsStore().find(portal().knex, id)).toEqual(
        foldAll(told.map((entry, i) => ({ ...entry, subjectSequence: i + 1 }))),
      );
    }
  });

  it('shows each of many readers the page they ask for, as they may act on it', async () => {
    const made = await Promise.all(
      [true, false].map((submit, n) =>
        dana().createChange(
          draft({ submit, window: windowAround(200 + n * 4, 202 + n * 4) }),
        ),
      ),
    );
    const [asked, drafted] = made.map(({ change }) => change.number);
    const approver = portal().as(crowd[0]);
    const pages = await Promise.allSettled([
      dana().getChange(drafted),
      dana().getChange(asked),
      approver.getChange(asked),
      dana().getChange('CHG9999999'),
      approver.getChange(drafted),
      dana().getChange(asked),
    ]);
    expect(
      pages.map(page =>
        page.status === 'fulfilled'
          ? page.value.change.number
          : page.reason.statusCode,
      ),
    ).toEqual([drafted, asked, asked, 404, drafted, asked]);
    const mayApprove = pages.map(
      page =>
        page.status === 'fulfilled' &&
        page.value.actions.some(a => a.verb === 'approve' && a.allowed),
    );
    expect(mayApprove).toEqual([false, false, true, false, false, false]);
  });
});
