import { changeNumber } from '@countersign/plugin-change-management-common';
import { randomUUID } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { people } from '../__testUtils__/estate';
import { openChangeDatabase } from './changeDatabase';

jest.setTimeout(240_000);

/** What the database refuses whatever the service does: everything here is plain SQL. */
describe('duties and records in the database', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await openChangeDatabase(mockServices.database({ knex }));
  });

  async function change(fields: object = {}) {
    const id = randomUUID();
    const { rows } = await knex.raw(`SELECT nextval('change_numbers') AS seq`);
    await knex('changes').insert({
      id,
      seq: rows[0].seq,
      number: changeNumber.of(rows[0].seq),
      title: 'A change',
      type: 'normal',
      state: 'authorize',
      category: 'software',
      environment: 'production',
      items: ['component:default/checkout-api'],
      requester: people.dana,
      implementer: people.ivan,
      plan_authors: [people.owen],
      subject_digest: 'sha256:00',
      source: '{}',
      created_at: new Date(),
      updated_at: new Date(),
      ...fields,
    });
    return id;
  }

  const approve = (changeId: string, approver: string, fields: object = {}) =>
    knex('approvals').insert({
      id: randomUUID(),
      change_id: changeId,
      round: 1,
      group_ref: 'group:default/change-approvers',
      approver,
      decision: 'approved',
      subject_digest: 'sha256:00',
      decided_at: new Date(),
      ...fields,
    });

  it.each([
    ['requester', people.dana],
    ['implementer', people.ivan],
    ['plan author', people.owen],
  ])('refuses an approval by the %s, and one in their name', async (_, who) => {
    const id = await change();
    await expect(approve(id, who)).rejects.toMatchObject({ code: 'CM001' });
    await expect(
      approve(id, people.ada, { on_behalf_of: who }),
    ).rejects.toMatchObject({ code: 'CM001' });
    await approve(id, people.remy);
  });

  it('refuses an approval by what is no person, of another round, or given twice', async () => {
    const id = await change();
    await expect(approve(id, 'external:ci')).rejects.toMatchObject({
      code: 'CM001',
    });
    await expect(approve(id, people.ada, { round: 2 })).rejects.toMatchObject({
      code: 'CM002',
    });
    await approve(id, people.ada);
    await expect(approve(id, people.ada)).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('refuses to make somebody implementer or author whose approval stands, until it is void', async () => {
    const id = await change();
    await approve(id, people.ada);
    const update = (fields: object) =>
      knex('changes').where({ id }).update(fields);
    await expect(update({ implementer: people.ada })).rejects.toMatchObject({
      code: 'CM001',
    });
    await expect(
      update({ plan_authors: [people.owen, people.ada] }),
    ).rejects.toMatchObject({ code: 'CM001' });
    await knex('approvals')
      .where({ change_id: id })
      .update({ void_at: new Date(), void_reason: 'edited' });
    await update({ implementer: people.ada });
  });

  it('refuses to change or delete an approval; it is voided once', async () => {
    const id = await change();
    await approve(id, people.ada);
    const row = () => knex('approvals').where({ change_id: id });
    await expect(row().delete()).rejects.toMatchObject({ code: 'CM002' });
    await expect(row().update({ approver: people.remy })).rejects.toMatchObject(
      { code: 'CM002' },
    );
    const voiding = { void_at: new Date(), void_reason: 'edited' };
    await expect(
      row().update({ ...voiding, comment: 'and something else' }),
    ).rejects.toMatchObject({ code: 'CM002' });
    await row().update(voiding);
    await expect(
      row().update({ void_at: null, void_reason: null }),
    ).rejects.toMatchObject({ code: 'CM002' });
    await expect(knex.raw('TRUNCATE approvals')).rejects.toMatchObject({
      code: 'CM002',
    });
  });

  it('keeps who requested a change, and takes no author off the record', async () => {
    const id = await change();
    const update = (fields: object) =>
      knex('changes').where({ id }).update(fields);
    await expect(update({ requester: people.ada })).rejects.toMatchObject({
      code: 'CM002',
    });
    await expect(update({ plan_authors: [] })).rejects.toMatchObject({
      code: 'CM002',
    });
    await expect(update({ approval_round: 0 })).rejects.toMatchObject({
      code: 'CM002',
    });
    await expect(knex('changes').where({ id }).delete()).rejects.toMatchObject({
      code: 'CM002',
    });
  });

  const hand = (changeId: string, who: string, as: string) =>
    knex('change_hands').insert({
      change_id: changeId,
      who,
      hand: as,
      at: new Date(),
      entry_id: randomUUID(),
    });

  it('refuses an approval by whoever had a hand in it, also once no field names them', async () => {
    const id = await change();
    await hand(id, people.ada, 'edited');
    await expect(
      approve(id, people.ada.toLocaleUpperCase('en-US')),
    ).rejects.toMatchObject({ code: 'CM001' });
    await expect(
      approve(id, people.remy, { on_behalf_of: people.ada }),
    ).rejects.toMatchObject({ code: 'CM001' });
    await expect(knex('change_hands').delete()).rejects.toMatchObject({
      code: 'CM002',
    });
    await expect(
      knex('change_hands').where({ change_id: id }).update({ who: 'user:x/y' }),
    ).rejects.toMatchObject({ code: 'CM002' });
  });

  it('refuses a further hand of whoever approved; that they are reported to have deployed is recorded', async () => {
    const id = await change();
    await approve(id, people.ada);
    await expect(hand(id, people.ada, 'started')).rejects.toMatchObject({
      code: 'CM001',
    });
    await hand(id, people.ada, 'deployed');
  });

  it('refuses an approval of something else than was asked for', async () => {
    const id = await change();
    await expect(
      approve(id, people.ada, { subject_digest: 'sha256:11' }),
    ).rejects.toMatchObject({ code: 'CM002' });
  });

  it('fixes what was written once it has started', async () => {
    const id = await change({ state: 'implement' });
    for (const fields of [
      { title: 'Rewritten' },
      { implementer: null },
      { items: ['resource:default/a'] },
      { backout_plan: 'None.' },
    ]) {
      await expect(
        knex('changes').where({ id }).update(fields),
      ).rejects.toMatchObject({ code: 'CM002' });
    }
    await knex('changes').where({ id }).update({ state: 'review' });
  });

  it('ends what went ahead unapproved by a decision only', async () => {
    const id = await change({ type: 'emergency', state: 'implement' });
    const since = new Date();
    await knex('obligations').insert({
      change_id: id,
      since,
      due_at: since,
    });
    const cancel = () =>
      knex('changes').where({ id }).update({ state: 'canceled' });
    const answer = () =>
      knex('obligations')
        .where({ change_id: id })
        .update({ answered_at: new Date() });
    await expect(cancel()).rejects.toMatchObject({ code: 'CM001' });
    await expect(answer()).rejects.toMatchObject({ code: 'CM002' });
    await expect(knex('obligations').delete()).rejects.toMatchObject({
      code: 'CM002',
    });
    await approve(id, people.ada);
    await answer();
    await cancel();
  });

  it('holds its rules also for a session that plays a replica', async () => {
    const id = await change();
    await expect(
      knex.transaction(async trx => {
        await trx.raw(`SET LOCAL session_replication_role = replica`);
        await trx('approvals').insert({
          id: randomUUID(),
          change_id: id,
          round: 1,
          group_ref: 'group:default/change-approvers',
          approver: people.dana,
          decision: 'approved',
          subject_digest: 'sha256:00',
          decided_at: new Date(),
        });
      }),
    ).rejects.toMatchObject({ code: 'CM001' });
  });

  it('keeps a closed change as it is', async () => {
    const id = await change({
      state: 'closed',
      close_code: 'successful',
      closed_at: new Date(),
    });
    await expect(
      knex('changes').where({ id }).update({ title: 'Rewritten' }),
    ).rejects.toMatchObject({ code: 'CM002' });
  });

  it('keeps gate decisions and deployments as they are', async () => {
    await knex('gate_decisions').insert({
      id: randomUUID(),
      decision: 'refuse',
      checks: '[]',
      decided_at: new Date(),
      asked_by: 'external:ci',
    });
    await expect(
      knex('gate_decisions').update({ decision: 'allow' }),
    ).rejects.toMatchObject({ code: 'CM002' });
    await expect(knex('gate_decisions').delete()).rejects.toMatchObject({
      code: 'CM002',
    });
  });

  it('follows items, window and state in the table that conflicts are searched in', async () => {
    const id = await change({
      window_start: '2026-12-01T00:00:00Z',
      window_end: '2026-12-01T02:00:00Z',
    });
    const rows = () => knex('change_items').where({ change_id: id });
    expect(await rows()).toMatchObject([{ active: true }]);
    await knex('changes')
      .where({ id })
      .update({ items: ['resource:default/a', 'resource:default/b'] });
    expect(await rows()).toHaveLength(2);
    await knex('changes').where({ id }).update({ state: 'canceled' });
    expect(await rows()).toMatchObject([{ active: false }, { active: false }]);
  });

  it('keeps beside each item when its changes were updated last', async () => {
    const id = await change();
    const moments = async () => {
      const kept = await knex('change_items').where({ change_id: id });
      const { updated_at, seq } = await knex('changes').where({ id }).first();
      expect(kept).not.toHaveLength(0);
      expect(kept).toEqual(kept.map(row => ({ ...row, updated_at, seq })));
      return updated_at;
    };
    await moments();
    const later = new Date(Date.now() + 1000);
    await knex('changes')
      .where({ id })
      .update({ title: 'Another title', updated_at: later });
    expect(await moments()).toEqual(later);
    const last = new Date(Date.now() + 2000);
    await knex('changes')
      .where({ id })
      .update({ state: 'scheduled', updated_at: last });
    expect(await moments()).toEqual(last);
  });
});
