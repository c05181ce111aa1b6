import { setTimeout as delay } from 'timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ChangeManagementClient,
  changeStory,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import {
  connectionOf,
  eventually,
} from '@countersign/plugin-governance-test-utils';
import { items, people } from '../__testUtils__/estate';
import { KillablePortal } from '../__testUtils__/KillablePortal';
import { openLedger } from '../__testUtils__/ledger';
import { commit, request } from '../__testUtils__/portal';

jest.setTimeout(600_000);

/**
 * When a portal is killed: so many milliseconds after the request was sent, or within its transaction, when all has
 * been written and nothing committed, or once it has answered (and the answer may have got lost on its way).
 */
type Moment = number | 'within' | 'answered';

describe('a portal killed with SIGKILL', () => {
  let portal: KillablePortal;
  let knex: Knex;
  afterAll(() => portal?.kill());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    portal = new KillablePortal(connectionOf(knex));
    await portal.start();
  });

  /** Runs the request until its transaction waits to write its messages, which is the last thing it does. */
  async function killWithin(sendRequest: () => Promise<unknown>) {
    await knex.transaction(async trx => {
      await trx.raw('LOCK TABLE outbox IN EXCLUSIVE MODE');
      const lost = sendRequest().catch(error => error);
      await eventually(async () => {
        const { rows } = await knex.raw(
          `SELECT 1 FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'
             AND query LIKE 'insert into "outbox"%'`,
        );
        expect(rows).toHaveLength(1);
      });
      await portal.kill();
      expect(await lost).toMatchObject({ message: 'fetch failed' });
    });
  }

  /** Has a request done in spite of a kill, as a client does that repeats it under its key. */
  async function through<T>(
    moment: Moment,
    sendRequest: () => Promise<T>,
  ): Promise<T> {
    if (moment === 'within') {
      await killWithin(sendRequest);
    } else if (moment === 'answered') {
      await sendRequest();
      await portal.kill();
    } else {
      const sent = sendRequest().catch(() => {});
      await delay(moment);
      await portal.kill();
      await sent;
    }
    await portal.start();
    const answer = await sendRequest();
    expect(await sendRequest()).toEqual(answer);
    return answer;
  }

  it('does each step of a change once, wherever it is killed', async () => {
    let step = 0;
    const key = () => ({ idempotencyKey: `step-${++step}` });
    const as = (ref: string) => (): ChangeManagementClient => portal.as(ref);
    const [dana, owen, ada] = [people.dana, people.owen, people.ada].map(as);

    const create = key();
    const body = request({
      items: [items.api],
      implementer: people.ivan,
      submit: false,
    });
    const { change: draft } = await through('within', () =>
      dana().createChange(body, create),
    );
    const { number } = draft;

    const submit = key();
    const { change } = await through('within', () =>
      dana().act(number, 'submit', { version: draft.version }, submit),
    );
    const verdict = { subjectDigest: change.subjectDigest! };
    expect(change.state).toBe('authorize');

    const owenApproves = key();
    await through(12, () =>
      owen().act(number, 'approve', verdict, owenApproves),
    );
    const adaApproves = key();
    await through('within', () =>
      ada().act(number, 'approve', verdict, adaApproves),
    );

    // A question asked again is another question: what it is answered is the same, not the answer.
    const askGate = () =>
      portal
        .asPipeline()
        .askGate({ change: number, environment: 'production', commit });
    expect(
      await through('answered', async () => (await askGate()).decision),
    ).toBe('allow');
    const { id: gateDecisionId } = await askGate();

    const now = new Date().toISOString();
    const report = key();
    await through('within', () =>
      portal.asPipeline().reportDeployment(
        {
          externalId: 'run-1',
          change: number,
          environment: 'production',
          items: [items.api],
          outcome: 'succeeded',
          startedAt: now,
          finishedAt: now,
          commit,
          gateDecisionId,
        },
        report,
      ),
    );

    const { version } = (await dana().getChange(number)).change;
    const close = key();
    await through(40, () =>
      dana().act(
        number,
        'close',
        { version, code: 'successful', notes: 'Kept for seven years.' },
        close,
      ),
    );

    const { change: closed } = await dana().getChange(number);
    expect(closed).toMatchObject({ state: 'closed', closeCode: 'successful' });
    expect(await knex('changes').select('number')).toEqual([{ number }]);
    expect(await knex('deployments').select('external_id')).toHaveLength(1);
    const approvals = await knex('approvals').select('approver');
    expect(approvals.map(row => row.approver).sort()).toEqual(
      [people.ada, people.owen].sort(),
    );

    // What the ledger holds is one story, told once.
    await eventually(async () => {
      expect((await dana().getLedgerStatus()).pending).toBe(0);
      expect(await knex('outbox').select('kind', 'last_error')).toEqual([]);
    });
    const ledger = await openLedger(knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
    const { items: timeline } = await ledger.timeline({
      subject: number,
      limit: 200,
    });
    const entries = timeline.map(({ entry }) => entry).reverse();
    const story = changeStory(entries);
    expect(story.claims.filter(claim => !claim.holds)).toEqual([]);
    expect(story).toMatchObject({ state: 'closed', holds: true });
    expect(entries.map(({ type }) => type)).toEqual([
      'change.created',
      'change.assessed',
      'change.ruleset',
      'change.relied',
      'change.submitted',
      'change.transitioned',
      'change.transitioned',
      'change.approval_requested',
      'change.approved',
      'change.approved',
      'change.transitioned',
      // One for each question: before the kill, twice after it, and the one that is quoted.
      'gate.decided',
      'gate.decided',
      'gate.decided',
      'gate.decided',
      'deployment.reported',
      'deployment.reconciled',
      'change.transitioned',
      'change.transitioned',
      'change.closed',
      'change.transitioned',
    ]);

    // Nobody was left untold.
    const occasion = (name: string) => `change-management:${number}:${name}`;
    expect(portal.notified).toEqual(
      expect.arrayContaining([occasion('approval-1'), occasion('decision-1')]),
    );
  });
});
