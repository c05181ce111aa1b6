import { eventually } from '@countersign/plugin-governance-test-utils';
import { storiesIn } from '@countersign/plugin-governance-common';
import {
  DeclareIncident,
  incidentStories,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import {
  carl,
  changes,
  checkout,
  olive,
  orders,
  una,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

const slow: DeclareIncident = {
  title: 'Payments are slow',
  entities: [checkout, orders],
  impact: 'high',
  urgency: 'medium',
};
const words = { text: 'The pool was too small.' };
const reason = { reason: 'The chart says so.' };

describe('incidents', () => {
  const { portal, as, asPipeline } = usePortal();
  const declare = async (body: Partial<DeclareIncident> = {}) =>
    (await as(olive).declareIncident({ ...slow, ...body })).incident;

  it('are declared, taken care of, resolved and proven offline', async () => {
    const startedAt = new Date(Date.now() - 600_000).toISOString();
    const { number, times, team, priority } = await declare({ startedAt });
    expect({ started: times.started, team, priority }).toEqual({
      started: startedAt,
      team: 'group:default/payments',
      priority: 2,
    });
    await as(olive).act(number, 'acknowledge', {});
    await as(olive).act(number, 'assign', { role: 'commander', person: carl });
    await as(carl).act(number, 'mitigate', words);
    const { incident, next } = await as(carl).act(number, 'resolve', words);
    expect(incident).toMatchObject({
      state: 'resolved',
      acknowledged: { by: olive },
      roles: { commander: carl },
      closesAt: expect.any(String),
    });
    expect(next.who).toEqual([]);

    const { items } = await as(una).getTimeline(number);
    // Whoever owns it may have been told before it was acknowledged.
    const done = items.filter(({ type }) => type !== 'incident.paged');
    expect(done.map(({ type, actor }) => [type, actor])).toEqual([
      ['incident.resolved', carl],
      ['incident.mitigated', carl],
      ['incident.assigned', olive],
      ['incident.acknowledged', olive],
      ['incident.opened', olive],
    ]);
    await eventually(async () =>
      expect((await as(una).getLedgerStatus()).pending).toBe(0),
    );
    const { verifierKeys: trustedKeys } = await as(una).getLedgerStatus();
    const bytes = await as(una).getEvidence(number);
    const { ok, proven } = verifyBundle(bytes, { trustedKeys });
    expect(ok).toBe(true);
    expect(storiesIn(proven!, [incidentStories]).stories).toMatchObject([
      { subject: number, state: 'resolved', holds: true },
    ]);
    await eventually(() =>
      expect(portal().notifications.send).toHaveBeenCalledWith(
        expect.objectContaining({
          payload: expect.objectContaining({
            title: `${number} has carl as commander`,
            link: `/incidents/${number}`,
          }),
        }),
      ),
    );
  });

  it('are acknowledged by one of ten at once, and the others are told by whom', async () => {
    const { number } = await declare();
    const ten = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        as(i % 2 ? carl : olive).act(number, 'acknowledge', {}),
      ),
    );
    const first = ten.filter(({ status }) => status === 'fulfilled');
    expect(first).toHaveLength(1);
    const { incident } = await as(una).getIncident(number);
    for (const answer of ten) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({
        statusCode: 409,
        cause: {
          guard: 'acknowledged',
          message: expect.stringContaining(incident.acknowledged!.by),
        },
      });
    }
  });

  it('are declared and noted by machines, which never take care of one', async () => {
    const { incident } = await asPipeline().declareIncident(slow);
    expect(incident).toMatchObject({ source: 'service', state: 'new' });
    const { number } = incident;
    await asPipeline().act(number, 'note', words);
    for (const verb of ['acknowledge', 'resume', 'close'] as const) {
      await expect(asPipeline().act(number, verb, {})).rejects.toMatchObject({
        statusCode: 403,
        cause: { guard: 'person' },
      });
    }
  });

  it('answer a request made again with how it stands then', async () => {
    const key = { idempotencyKey: 'incident-once' };
    const [first, second] = await Promise.all([
      as(olive).declareIncident(slow, key),
      as(olive).declareIncident(slow, key),
    ]);
    const { number } = first.incident;
    expect(second.incident.number).toBe(number);
    const again = { idempotencyKey: 'acknowledged-once' };
    await as(olive).act(number, 'acknowledge', {}, again);
    await as(olive).act(number, 'mitigate', words);
    const { incident } = await as(olive).act(number, 'acknowledge', {}, again);
    expect(incident.times.mitigated).toBeDefined();
    await expect(
      as(olive).declareIncident({ ...slow, title: 'Another one' }, key),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('are merged with what makes them worse, and split with their start', async () => {
    const startedAt = new Date(Date.now() - 3_600_000).toISOString();
    const into = await declare({ impact: 'low', urgency: 'low' });
    const from = await declare({ startedAt, entities: [orders] });
    const { incident: merged } = await as(carl).act(from.number, 'merge', {
      into: into.number,
      as: 'duplicate',
      ...reason,
    });
    expect(merged).toMatchObject({
      state: 'canceled',
      merged: { into: { number: into.number }, as: 'duplicate' },
    });
    const { incident } = await as(carl).getIncident(into.number);
    expect(incident).toMatchObject({
      priority: 2,
      times: { started: startedAt },
      absorbed: [from.number],
    });
    await expect(
      as(carl).act(from.number, 'acknowledge', {}),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: expect.stringContaining(into.number) },
    });

    const { incident: left } = await as(carl).act(into.number, 'split', {
      title: 'Orders are lost',
      entities: [orders],
      ...reason,
    });
    const [apart] = left.splitInto;
    const { incident: own } = await as(carl).getIncident(apart);
    expect(own).toMatchObject({
      entities: [orders],
      splitFrom: into.number,
      times: { started: startedAt },
      state: 'new',
    });
    expect(left.entities).toEqual([checkout]);
  });

  it('take a flattering time only when somebody without a part confirms it', async () => {
    const { number, times } = await declare();
    await as(olive).act(number, 'acknowledge', {});
    const { incident: resolved } = await as(olive).act(
      number,
      'resolve',
      words,
    );
    const { incident } = await as(olive).act(number, 'set-time', {
      time: 'restored',
      to: times.detected,
      ...reason,
    });
    const [correction] = incident.corrections;
    expect(correction).toMatchObject({ state: 'waits' });
    expect(incident.times.restored).toBe(resolved.times.restored);
    const confirm = (who: string) =>
      as(who).act(number, 'confirm-time', { correction: correction.id });
    for (const who of [olive, carl]) {
      await expect(confirm(who)).rejects.toMatchObject({
        statusCode: 403,
        cause: { guard: 'duty' },
      });
    }
    const confirmed = await confirm(una);
    expect(confirmed.incident.times.restored).toBe(times.detected);
  });

  it('name the change that caused them by what was approved of it', async () => {
    const { number } = await declare();
    const change = 'CHG0000042';
    await expect(
      as(olive).act(number, 'confirm-cause', {
        change: 'CHG0000043',
        ...reason,
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { problems: [expect.objectContaining({ field: 'change' })] },
    });
    const { incident } = await as(olive).act(number, 'confirm-cause', {
      change,
      ...reason,
    });
    expect(incident.causes).toMatchObject([
      { change: { number: change, digest: changes[change] }, by: olive },
    ]);
  });

  it('keep notes as they were written, and show what their author says now', async () => {
    const { number } = await declare();
    await as(olive).act(number, 'note', { text: 'It is the data base.' });
    const [note] = (await as(olive).getTimeline(number)).items;
    await as(carl).act(number, 'pin', { entry: note.id });
    await expect(
      as(carl).act(number, 'rewrite', { entry: note.id, text: 'No.' }),
    ).rejects.toMatchObject({ statusCode: 403, cause: { guard: 'duty' } });
    await as(olive).act(number, 'rewrite', {
      entry: note.id,
      text: 'It is the cache.',
    });
    const { items } = await as(una).getTimeline(number);
    expect(items.find(({ id }) => id === note.id)).toMatchObject({
      data: { text: 'It is the data base.' },
      pinned: true,
      rewritten: { text: 'It is the cache.', by: olive },
    });
  });

  it('tell their updates to those who follow, and show that a promised one is missing', async () => {
    const { number } = await declare();
    await as(una).follow(number, true);
    await as(olive).act(number, 'acknowledge', {});
    const nextAt = new Date(Date.now() + 60_000).toISOString();
    const { incident } = await as(olive).act(number, 'update', {
      text: 'We look into it.',
      nextAt,
    });
    expect(incident).toMatchObject({
      update: { text: 'We look into it.', by: olive, nextAt },
      updateOverdue: false,
    });
    await eventually(() =>
      expect(portal().notifications.send).toHaveBeenCalledWith(
        expect.objectContaining({
          recipients: expect.objectContaining({
            entityRef: expect.arrayContaining([una]),
          }),
          payload: expect.objectContaining({
            title: `${number} has a new status update`,
          }),
        }),
      ),
    );
    // An hour passes.
    const { knex } = portal();
    await knex('incidents')
      .where({ number })
      .update({
        next_update_at: new Date(0),
        facts: knex.raw(
          `jsonb_set(facts, '{update,nextAt}', '"2026-01-01T00:00:00.000Z"')`,
        ),
      });
    const overdue = await as(una).listIncidents({ overdue: true });
    expect(overdue.items.map(each => each.number)).toContain(number);
    const late = await as(una).getIncident(number);
    expect(late.incident.updateOverdue).toBe(true);
    expect(late.next.conditions).toMatchObject([{ id: 'update' }]);
  });

  it('are listed by what is asked, a page at a time', async () => {
    const title = 'Ledger entries vanish';
    const numbers: string[] = [];
    for (const drill of [false, true, false]) {
      numbers.unshift(
        (await declare({ title, drill, entities: [orders] })).number,
      );
    }
    const q = 'ledger vanish';
    const page = await as(una).listIncidents({ q, limit: 2 });
    expect(page.count).toEqual({ value: 3, capped: false });
    const rest = await as(una).listIncidents({
      q,
      limit: 2,
      cursor: page.nextCursor,
    });
    expect([...page.items, ...rest.items].map(({ number }) => number)).toEqual(
      numbers,
    );
    const count = async (filters: ListIncidents) =>
      (await as(olive).listIncidents({ q, ...filters })).count.value;
    expect(await count({ drill: true })).toBe(1);
    expect(await count({ drill: false, mine: true, open: true })).toBe(2);
    expect(await count({ entityRef: [checkout] })).toBe(0);
    expect(
      await count({ priority: [2], team: ['group:default/payments'] }),
    ).toBe(3);
    expect(await count({ state: ['resolved'] })).toBe(0);
    await as(olive).act(numbers[0], 'assign', {
      role: 'commander',
      person: carl,
    });
    expect(await count({ commander: [carl] })).toBe(1);
    expect(await count({ major: ['accepted'] })).toBe(0);
  });

  it('say which field is wrong, and what would be right', async () => {
    await expect(
      as(olive).declareIncident({
        ...slow,
        title: 'x',
        entities: ['checkout'],
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: {
        problems: [
          expect.objectContaining({ field: 'title' }),
          expect.objectContaining({ field: 'entities.0' }),
        ],
      },
    });
    await expect(
      declare({ startedAt: new Date(Date.now() + 3_600_000).toISOString() }),
    ).rejects.toMatchObject({ statusCode: 409, cause: { guard: 'future' } });
    await expect(
      declare({ entities: ['component:default/gone'] }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(as(olive).getIncident('INC9999999')).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('stand in the database, whatever the program does', async () => {
    const { number } = await declare();
    await as(olive).act(number, 'cancel', { reason: 'test', ...words });
    const { knex } = portal();
    const row = () => knex('incidents').where({ number });
    await expect(row().update({ state: 'new' })).rejects.toThrow(/final/);
    await expect(row().update({ drill: true })).rejects.toThrow(/no drill/);
    await expect(row().delete()).rejects.toThrow(/not deleted/);
    await expect(row().update({ detected_at: new Date(0) })).rejects.toThrow(
      /incidents_times_in_order/,
    );
  });
});
