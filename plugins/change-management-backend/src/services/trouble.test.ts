import { Knex } from 'knex';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { people } from '../__testUtils__/estate';
import { request, startPortal, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** Ends every connection to the database but the asking one, as a restart of the server does. */
async function cutConnections(knex: Knex) {
  await knex
    .raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
    .catch(() => {});
}

describe('when PostgreSQL goes away', () => {
  const portal = usePortal();

  it('answers 503 or the answer, never half of it, and the same request again succeeds', async () => {
    const dana = portal().as(people.dana);
    const numbers: string[] = [];
    for (let i = 0; i < 12; i++) {
      const body = request({ title: `In the storm ${i}`, submit: true });
      const idempotencyKey = `storm-${i}`;
      const attempt = () => dana.createChange(body, { idempotencyKey });
      const first = attempt().catch(error => error);
      // Somewhere in the middle of it, at another point each time.
      await new Promise(resolve => setTimeout(resolve, i * 3));
      await cutConnections(portal().knex);
      const outcome = await first;
      expect(['answered', 503]).toContain(outcome.statusCode ?? 'answered');
      expect(String(outcome.message)).not.toMatch(/insert into|select/i);
      await eventually(async () => {
        numbers.push((await attempt()).change.number);
      });
    }
    expect(new Set(numbers).size).toBe(12);
    // A pool may still hold a connection that was cut, and find out only by asking.
    const { count } = await eventually(() =>
      dana.listChanges({ q: 'In the storm' }),
    );
    expect(count.value).toBe(12);
    for (const number of numbers) {
      const timeline = await eventually(() => dana.getTimeline(number));
      const created = timeline.items.filter(e => e.type === 'change.created');
      expect(created).toHaveLength(1);
    }
  });

  it('never lets the gate through without an answer', async () => {
    const ci = portal().asPipeline();
    const asked = ci
      .askGate({ change: 'CHG0000001', environment: 'production' })
      .catch(error => error);
    await cutConnections(portal().knex);
    const answer = await asked;
    expect(['refuse', 503]).toContain(answer.statusCode ?? answer.decision);
  });
});

describe('the outbox', () => {
  const portal = usePortal();

  it('sends what a portal that was killed had committed and not sent, once it is back', async () => {
    const { knex } = portal();
    const dana = portal().as(people.dana);
    portal().notifications.send.mockRejectedValue(new Error('not reachable'));
    const { change } = await dana.createChange(request());
    const waiting = () =>
      knex('outbox').where({ kind: 'notification' }).select('attempts');
    await eventually(async () => {
      const [row] = await waiting();
      expect(row.attempts).toBeGreaterThan(0);
    });
    // Another portal on the same database; this one can reach the notifications.
    const second = await startPortal({ init: async () => knex }, { knex });
    try {
      await knex('outbox').update({ next_attempt_at: new Date(0) });
      await second
        .as(people.dana)
        .act(change.number, 'comment', { text: 'hm' });
      await eventually(async () => {
        expect(second.notifications.send).toHaveBeenCalledWith(
          expect.objectContaining({
            payload: expect.objectContaining({
              title: `${change.number} needs your approval`,
              link: `/changes/${change.number}`,
              scope: `change-management:${change.number}:approval-1`,
            }),
          }),
        );
        expect(await waiting()).toEqual([]);
      });
    } finally {
      await second.stop();
    }
  });

  it('publishes a CloudEvent for each transition, with the id of its ledger entry', async () => {
    portal().notifications.send.mockResolvedValue(undefined);
    const dana = portal().as(people.dana);
    const { change } = await dana.createChange(
      request({ type: 'emergency', title: 'Published' }),
    );
    const timeline = await dana.getTimeline(change.number);
    const transition = timeline.items.find(
      e => e.type === 'change.transitioned',
    )!;
    await eventually(() =>
      expect(portal().events).toContainEqual({
        topic: 'countersign.change',
        eventPayload: expect.objectContaining({
          specversion: '1.0',
          id: transition.id,
          type: 'countersign.change.transitioned',
          subject: change.number,
          data: expect.objectContaining({ from: 'new', to: 'authorize' }),
        }),
      }),
    );
  });
});
