import { eventually } from '@countersign/plugin-governance-test-utils';
import { storiesIn } from '@countersign/plugin-governance-common';
import {
  incidentStories,
  statementStories,
} from '@countersign/plugin-incident-management-common';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { deployment } from './__testUtils__/fakeChanges';
import {
  carl,
  changes,
  checkout,
  olive,
  orders,
  sec,
  security,
  una,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

const MINUTE = 60_000;
/** One moment for all: what lies two minutes apart does so to the millisecond. */
const NOW = Date.now();
const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();

const deployed = deployment({
  id: 'one',
  changeNumber: 'CHG0000042',
  items: [checkout],
  startedAt: ago(50),
  finishedAt: ago(45),
  committedAt: ago(165),
});
const elsewhere = deployment({
  ...deployed,
  id: 'two',
  items: ['component:default/elsewhere'],
  committedAt: undefined,
});

let isSilent = false;
/** Happens while change management is asked. */
let whenChangesAsked: () => Promise<unknown> = async () => {};
const { as, portal } = usePortal({
  deployments: [deployed, elsewhere],
  silent: () => isSilent,
  whenChangesAsked: () => whenChangesAsked(),
});
const declare = async (fields: object = {}) => {
  const { incident } = await as(olive).declareIncident({
    title: 'Payments are slow',
    entities: [checkout, orders],
    startedAt: ago(30),
    detectedAt: ago(28),
    ...fields,
  });
  return incident.number;
};

describe('what is made of many incidents', () => {
  afterEach(() => {
    whenChangesAsked = async () => {};
  });

  it('names the change that ran on what is hit, keeps its place when it is confirmed, and counts its deployment as failed', async () => {
    const number = await declare();
    const { items } = await as(olive).getSuspects(number);
    expect(items).toMatchObject([
      {
        change: 'CHG0000042',
        title: 'The change CHG0000042',
        item: checkout,
        path: [],
        confirmed: false,
        reasons: [
          'Ended 15 min before it began',
          'On component:default/checkout itself',
        ],
      },
    ]);
    await as(olive).act(number, 'acknowledge', {});
    await as(olive).act(number, 'confirm-cause', {
      change: 'CHG0000042',
      reason: 'Its rollback helped.',
    });
    const after = await as(olive).getSuspects(number);
    expect(after.items[0].confirmed).toBe(true);
    const report = await as(una).getMetrics();
    expect(report).toMatchObject({
      suspects: { top1: { n: 1, count: 1 } },
      delivery: {
        deployments: 2,
        changeFailRate: { n: 2, count: 1 },
        leadTime: { n: 1, of: 2, median: 7200 },
        recoveryTime: { n: 0, of: 1 },
      },
      all: { detect: { n: 1, median: 120, of: 1 } },
    });
  });

  it('has the deployments behind the figures of DORA, with what they caused', async () => {
    const number = await declare();
    await as(olive).act(number, 'acknowledge', {});
    await as(olive).act(number, 'confirm-cause', {
      change: 'CHG0000042',
      reason: 'Its rollback helped.',
    });
    await as(olive).act(number, 'mitigate', { text: 'Rolled back' });
    await as(olive).act(number, 'restore', { text: 'As before' });
    const failed = await as(una).getDeploymentsBehind('changeFailRate');
    expect(failed).toMatchObject({
      count: 1,
      items: [{ id: 'one', incidents: expect.arrayContaining([number]) }],
    });
    const timed = await as(una).getDeploymentsBehind('leadTime');
    expect(timed.items).toMatchObject([{ id: 'one', seconds: 7200 }]);
    const recovered = await as(una).getFigure('recoveryTime');
    expect(recovered.items).toMatchObject([
      { number, seconds: expect.any(Number) },
    ]);
    const { items } = await as(una).getFigure('suspects');
    expect(items).toContainEqual(expect.objectContaining({ number, rank: 1 }));
  });

  it('keeps nobody from an incident while change management ranks its suspects, and ranks none that are not of it any more', async () => {
    const number = await declare();
    const confirm = () =>
      as(olive).act(number, 'confirm-cause', {
        change: 'CHG0000042',
        reason: 'Its rollback helped.',
      });
    // Were the incident locked, nobody could write a note before the answer.
    whenChangesAsked = () => as(carl).act(number, 'note', { text: 'Looking.' });
    const { incident } = await confirm();
    expect(incident.causes).toMatchObject([{ rank: 1 }]);
    whenChangesAsked = () =>
      as(carl).act(number, 'set-time', {
        time: 'started',
        to: ago(60),
        reason: 'The log says so.',
      });
    await expect(confirm()).rejects.toMatchObject({ statusCode: 409 });
  });

  it('says that the place of a cause is unknown where the suspects cannot be read, and counts it neither as found nor as missed', async () => {
    const before = (await as(una).getMetrics()).suspects.top3.n;
    const number = await declare();
    whenChangesAsked = async () => {
      throw new Error('Change management is down');
    };
    const { incident } = await as(olive).act(number, 'confirm-cause', {
      change: 'CHG0000042',
      reason: 'Its rollback helped.',
    });
    expect(incident.causes[0]).toMatchObject({ unranked: true });
    expect(incident.causes[0]).not.toHaveProperty('rank');
    whenChangesAsked = async () => {};
    expect((await as(una).getMetrics()).suspects.top3.n).toBe(before);
  });

  it('says to whoever may read no changes that they may not, rather than that there are none or to try again', async () => {
    const number = await declare();
    const said =
      'You may not read changes: ask for the permission change-management.change.read';
    whenChangesAsked = async () => {
      throw Object.assign(new Error('Request failed with 403 Forbidden'), {
        name: 'ResponseError',
        statusCode: 403,
        cause: Object.assign(new Error(said), { name: 'NotAllowedError' }),
      });
    };
    expect(await as(una).getSuspects(number)).toEqual({
      items: [],
      problem: `${said}.`,
    });
    const { deliveryProblem } = await as(una).getMetrics({
      from: ago(24 * 60),
      to: ago(0),
    });
    expect(deliveryProblem).toBe(`${said}.`);
    whenChangesAsked = async () => {};
  });

  it('has the incidents behind each figure, and those of a filter alone', async () => {
    const number = await declare({ entities: [orders] });
    await as(carl).act(number, 'acknowledge', {});
    const { items, count } = await as(una).getFigure('detect', {
      entityRef: [orders],
    });
    expect(items.map(each => each.seconds)).toContain(120);
    expect(count).toBe(items.length);
    const none = await as(una).getFigure('detect', { source: ['alert'] });
    expect(none).toEqual({ items: [], count: 0 });
  });

  it('has exactly the incidents of a service behind its figures: those that name it first', async () => {
    await declare({ entities: [checkout, orders] });
    await declare({ entities: [orders] });
    const { by } = await as(una).getMetrics();
    const { figures } = by.service!.find(({ key }) => key === orders)!;
    const { count } = await as(una).getFigure('detect', { service: [orders] });
    expect(count).toBe(figures.incidents);
    expect((await as(una).getMetrics({ service: [orders] })).all).toEqual(
      expect.objectContaining({ incidents: figures.incidents }),
    );
  });

  it('counts nothing that its reader may not see', async () => {
    const before = (await as(una).getMetrics()).all.incidents;
    const { incident } = await as(sec).declareIncident({
      title: 'A leak',
      entities: [checkout],
      privateTo: security,
    });
    expect((await as(una).getMetrics()).all.incidents).toBe(before);
    expect((await as(sec).getMetrics()).all.incidents).toBe(before + 1);
    await expect(as(una).getSuspects(incident.number)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('leaves drills out unless they are asked for', async () => {
    const before = (await as(una).getMetrics()).all.incidents;
    await declare({ drill: true });
    expect((await as(una).getMetrics()).all.incidents).toBe(before);
    const withDrills = await as(una).getMetrics({ drills: true });
    expect(withDrills.all.incidents).toBe(before + 1);
  });

  it('refuses a period that ends before it begins', async () => {
    await expect(
      as(una).getMetrics({ from: ago(0), to: ago(10) }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('states figures for good, which anybody works out again, and which only who may see all of it can have', async () => {
    await declare({ entities: [orders] });
    const statement = await as(una).stateFigures({ service: [orders] });
    const { all } = await as(una).getMetrics({ service: [orders] });
    expect(statement.incidents).toBe(all.incidents);
    const bytes = await as(una).getStatementEvidence(statement.id);
    const { verifierKeys } = await as(una).getLedgerStatus();
    const { ok, proven } = verifyBundle(bytes, { trustedKeys: verifierKeys });
    const { stories } = storiesIn(proven!, [statementStories, incidentStories]);
    expect(ok).toBe(true);
    expect(stories.map(({ subject, holds }) => [subject, holds])).toEqual([
      ...stories.slice(0, -1).map(({ subject }) => [subject, true]),
      [`figures:${statement.id}`, true],
    ]);
    await as(sec).declareIncident({
      title: 'Another leak',
      entities: [orders],
      privateTo: security,
    });
    const whole = await as(sec).stateFigures({ service: [orders] });
    expect(whole.incidents).toBe(statement.incidents + 1);
    await expect(as(una).getStatementEvidence(whole.id)).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});

describe('what is learned from an incident', () => {
  const words = { text: 'The pool was too small.' };
  const soon = () => new Date(Date.now() + 86_400_000).toISOString();
  const resolved = async (who = olive, fields: object = {}) => {
    const { incident } = await as(who).declareIncident({
      title: 'Payments are slow',
      entities: [checkout, orders],
      startedAt: ago(30),
      ...fields,
    });
    const { number } = incident;
    await as(who).act(number, 'acknowledge', {});
    await as(who).act(number, 'tick-step', {
      runbook: checkout,
      part: 'Clients get errors',
      step: 'Roll back.',
    });
    await as(who).act(number, 'resolve', words);
    return number;
  };

  it('is drafted from its timeline with what it took of the budget, written on, published and proven', async () => {
    const number = await resolved();
    await as(olive).act(number, 'confirm-cause', {
      change: 'CHG0000042',
      reason: 'It raised the limit.',
    });
    await as(olive).act(number, 'start-review', {});
    const { content, budget, basis } = await as(una).getReview(number);
    expect(budget).toEqual({
      state: 'known',
      objectives: [
        {
          objective: 'checkout',
          title: 'Checkout answers',
          bad: 30,
          total: 400,
          spent: expect.closeTo(0.03),
        },
      ],
    });
    expect(content.impact).toContain('3 % of it was spent');
    expect(content.factors).toContain('CHG0000042 is confirmed as the cause');
    expect(content.happened).toContain('took a step of the runbook: Roll back');
    expect(basis.causes).toEqual(['CHG0000042']);

    const happened = 'The limit was raised.\n\n# <b>Nobody</b> saw it';
    const edited = { revision: 1, content: { ...content, happened } };
    await as(olive).act(number, 'edit-review', edited);
    // From another window, upon what is no longer the latest.
    await expect(
      as(olive).act(number, 'edit-review', edited),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: expect.stringContaining('meanwhile') },
    });
    await expect(
      as(carl).act(number, 'publish-review', { revision: 2 }),
    ).rejects.toMatchObject({ statusCode: 403, cause: { guard: 'duty' } });
    await as(olive).act(number, 'publish-review', { revision: 2 });
    const first = await as(una).getReview(number, { revision: 1 });
    expect(first.content).toEqual(content);
    expect(first.revisions.map(({ revision }) => revision)).toEqual([2, 1]);

    const text = async (format: 'markdown' | 'techdocs') =>
      new TextDecoder().decode(
        await as(una).getReviewDocument(number, { format }),
      );
    const page = await text('markdown');
    expect(page).toMatch(/^# INC\d+: Payments are slow\n/);
    expect(page).toContain('\\# &lt;b>Nobody&lt;/b> saw it');
    expect(page).toMatch(/- Published: .*, revision 2, digest `sha256:/);
    expect(await text('techdocs')).toMatch(/^---\ntitle: "INC\d+: Payments/);

    await eventually(async () =>
      expect((await as(una).getLedgerStatus()).pending).toBe(0),
    );
    const { verifierKeys: trustedKeys } = await as(una).getLedgerStatus();
    const bytes = await as(una).getEvidence(number);
    const { proven } = verifyBundle(bytes, { trustedKeys });
    const { stories } = storiesIn(proven!, [incidentStories]);
    expect(stories).toMatchObject([{ subject: number, holds: true }]);
  });

  it('says that the budget is unknown where service levels do not answer, and starts all the same', async () => {
    isSilent = true;
    const number = await resolved();
    await as(olive).act(number, 'start-review', {});
    isSilent = false;
    const { budget, content } = await as(olive).getReview(number);
    expect(budget).toEqual({ state: 'unknown', objectives: [] });
    expect(content.impact).toContain('Error budget: unknown');
  });

  it('has action items with an owner, who is told, sees what is due in one list, and says that it is done', async () => {
    const number = await resolved();
    await expect(as(olive).getReview(number)).rejects.toMatchObject({
      statusCode: 404,
    });
    await as(olive).act(number, 'start-review', {});
    const item = { text: 'Alert on the limit', owner: una, dueAt: soon() };
    const wrong = (fields: object) =>
      as(olive)
        .act(number, 'add-action', { ...item, ...fields })
        .catch(error => error);
    const ofField = (field: string) => ({
      statusCode: 400,
      cause: { problems: [expect.objectContaining({ field })] },
    });
    expect(await wrong({ owner: 'user:default/nobody' })).toMatchObject(
      ofField('owner'),
    );
    for (const record of ['CHG0000043', 'PRB9999999']) {
      expect(await wrong({ record })).toMatchObject(ofField('record'));
    }
    const { incident } = await as(olive).act(number, 'add-action', {
      ...item,
      record: 'CHG0000042',
    });
    const [{ id, record }] = incident.actionItems;
    expect(record).toEqual({
      number: 'CHG0000042',
      digest: changes.CHG0000042,
    });
    await eventually(() =>
      expect(portal().notifications.send).toHaveBeenCalledWith(
        expect.objectContaining({
          recipients: expect.objectContaining({
            entityRef: expect.arrayContaining([una]),
          }),
          payload: expect.objectContaining({
            title: `${number} has an action item for you`,
          }),
        }),
      ),
    );

    const mine = { mine: true, incident: [number] };
    const overdue = { ...mine, overdue: true };
    expect((await as(una).listActions(overdue)).items).toEqual([]);
    // A day passes.
    await portal()
      .knex('incident_actions')
      .where({ number })
      .update({ due_at: new Date(0) });
    expect((await as(una).listActions(overdue)).items).toMatchObject([
      { id, incident: number, title: 'Payments are slow', owner: una },
    ]);
    expect((await as(olive).listActions(mine)).items).toEqual([]);
    const toldThatDue = () =>
      portal()
        .notifications.send.mock.calls.map(([{ recipients, payload }]) => [
          recipients.entityRef,
          payload.title,
          payload.description,
        ])
        .filter(([, title]) => title.startsWith(number) && /due$/.test(title));
    const told = [
      [una],
      `${number} has an action item of yours that is due`,
      'Alert on the limit',
    ];
    await eventually(() => expect(toldThatDue()).toEqual([told]));
    // Once for each time that it is due at.
    await portal()
      .knex('incident_actions')
      .where({ number })
      .update({ due_at: new Date(1000) });
    await eventually(() => expect(toldThatDue()).toEqual([told, told]));
    await expect(
      as(carl).act(number, 'finish-action', { action: id, ...words }),
    ).rejects.toMatchObject({ statusCode: 403, cause: { guard: 'duty' } });
    await as(una).act(number, 'finish-action', { action: id, ...words });
    const { items, count } = await as(una).listActions(mine);
    expect(items).toMatchObject([{ state: 'done', ended: { by: una } }]);
    expect(count).toEqual({ value: 1, capped: false });
    const row = () => portal().knex('incident_actions').where({ number });
    await expect(row().update({ action_state: 'open' })).rejects.toThrow(
      /final/,
    );
    await expect(row().delete()).rejects.toThrow(/not deleted/);
  });

  it('is for the group alone that sees a private incident', async () => {
    const number = await resolved(sec, { privateTo: security });
    await as(sec).act(number, 'start-review', {});
    const item = { text: 'Rotate it', dueAt: soon() };
    await expect(
      as(sec).act(number, 'add-action', { ...item, owner: una }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await as(sec).act(number, 'add-action', { ...item, owner: sec });
    const listed = (who: string) => as(who).listActions({ incident: [number] });
    expect((await listed(sec)).count.value).toBe(1);
    expect((await listed(una)).count.value).toBe(0);
    const read = [
      () => as(una).getReview(number),
      () => as(una).getReviewDocument(number),
      () => as(una).act(number, 'take-review', { reason: 'I want it.' }),
    ];
    for (const each of read) {
      await expect(each()).rejects.toMatchObject({ statusCode: 404 });
    }
  });
});

describe('a runbook', () => {
  const runbook = 'component:default/manual';
  const slow = { runbook, page: 'runbooks/slow' };
  const used = async (who: string, step: object, fields: object = {}) => {
    const number = await declare(fields);
    await as(who).act(number, 'acknowledge', {});
    const { incident } = await as(who).act(number, 'tick-step', {
      ...slow,
      step: 'Roll back.',
      ...step,
    } as typeof slow & { step: string });
    return { number, tick: incident.steps.at(-1)!.id };
  };
  const useIn = (incident: string) => ({
    ...{ incident, by: olive },
    at: expect.any(String),
  });
  const declareSecret = async () => {
    const { incident } = await as(sec).declareIncident({
      title: 'A leak',
      entities: [orders],
      privateTo: security,
    });
    await as(sec).act(incident.number, 'tick-step', {
      ...slow,
      step: 'Rotate it.',
    });
    return incident.number;
  };
  const usesOf = async (who: string) =>
    (await as(who).getRunbookUses({ runbook: [runbook] })).items;

  it('knows when it was last used and last drilled, by what its reader may see', async () => {
    await used(olive, {});
    const last = await used(olive, {});
    const drill = await used(olive, {}, { drill: true });
    const other = await used(olive, { page: 'runbooks/down' });
    const secret = await declareSecret();
    expect(await usesOf(una)).toEqual([
      {
        ...{ runbook, page: 'runbooks/down', incidents: 1, drills: 0 },
        lastUsed: useIn(other.number),
      },
      {
        ...{ ...slow, incidents: 2, drills: 1 },
        lastUsed: useIn(last.number),
        lastDrilled: useIn(drill.number),
      },
    ]);
    expect((await usesOf(sec))[0]).toMatchObject({
      ...{ ...slow, incidents: 3 },
      lastUsed: { incident: secret },
    });
    // Taken back, it was not used there.
    await as(olive).act(last.number, 'untick-step', { tick: last.tick });
    expect((await usesOf(una))[1]).toMatchObject({ ...slow, incidents: 1 });
  });

  it('is a page of somebody: the path of a page alone, or one that leads elsewhere, is refused', async () => {
    const number = await declare();
    const tick = (fields: object) =>
      as(olive).act(number, 'tick-step', { step: 'Look.', ...fields });
    await expect(tick({ page: 'runbooks/slow' })).rejects.toMatchObject({
      cause: { guard: 'step' },
    });
    for (const page of ['/runbooks', 'a//b', 'https://x.example/', 'a\0b']) {
      await expect(tick({ runbook, page })).rejects.toMatchObject({
        statusCode: 400,
      });
    }
  });
});
