import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  assuranceStories,
  derivedComplianceFigures,
  Question,
  ReportDefinition,
  Run,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Caller,
  Journal,
  openDatabase,
  pluginCaller,
} from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { EvidenceEntries, evidenceEntries, eventOf } from '../entries';
import { Assurance, createAssurance } from './createAssurance';
import { RunSource } from './ports';
import { AssuranceJournal, pluginId } from './unit';

jest.setTimeout(240_000);

const person = (name: string): Caller => ({
  kind: 'user',
  ref: `user:default/${name}`,
});
const [ada, ben, auditor] = ['ada', 'ben', 'auditor'].map(person);
const question: Question = {
  name: 'grants-without-ticket',
  title: 'Grants without a ticket',
  file: 'queries/grants-without-ticket.sql',
  controls: [{ framework: 'SOX ITGC', id: 'AC-2' }],
  severity: 'high',
  answers: 'violations',
  key: ['grant_id'],
};
const definition = {
  metadata: {
    name: 'access',
    title: 'Access report',
    description: '',
    owner: 'group:default/iam',
  },
  spec: { questions: [question] },
} as unknown as ReportDefinition;
const sha256 = `sha256:${'a'.repeat(64)}`;
const leafHash = `${'A'.repeat(43)}=`;
const period = {
  label: '2026Q3',
  start: '2026-07-01T00:00:00.000Z',
  end: '2026-10-01T00:00:00.000Z',
};

describe('findings, requests and attestations', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let assurance: Assurance;
  let journal: Journal<EvidenceEntries>;
  const authorize = jest.fn();
  let ledger: Awaited<ReturnType<typeof openLedger>>;

  const runs: RunSource = {
    find: async (_, number) =>
      ({
        number,
        report: 'access',
        state: 'completed',
        requestedBy: ada.ref,
        period: { ...period, timeZone: 'UTC' },
      } as unknown as Run),
    definitions: async () => [definition],
    comparable: async () => {
      throw new Error('No run is compared here');
    },
    rows: async function* none() {},
  };

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await openDatabase(mockServices.database({ knex }), {
      pluginId,
      migrations: resolvePackagePath(
        '@countersign/plugin-compliance-evidence-backend',
        'migrations',
      ),
    });
    ledger = await openLedger(knex, {
      origin: 'countersign/compliance-evidence',
      config: { ledger: { signingKey } },
      isNew: true,
    });
    journal = new Journal<EvidenceEntries>({
      knex,
      ledger,
      entries: evidenceEntries,
      eventOf,
      onMessages: () => {},
    });
    assurance = createAssurance({
      journal: journal as unknown as AssuranceJournal,
      ledger,
      permissions: mockServices.permissions.mock({ authorize }),
      cmdb: {
        graph: async () => ({ groupsOf: () => ['group:default/iam'] }),
        exists: async () => true,
      } as unknown as CmdbService,
      changes: {
        getChange: async () => {
          throw Object.assign(new Error('none'), { statusCode: 404 });
        },
      },
      runs,
    });
  });

  const entityOf = (grant: string) =>
    `component:default/${grant.toLowerCase()}`;
  let lastRun = 0;
  /** A run that found these grants. */
  async function reconcile(
    grants: readonly string[],
    scope: {
      clusters?: string[];
      incomplete?: string[];
      prose?: string;
      /** Minutes after the first run. */
      takenAt?: number;
      /** What it finds happened in the period of the run. */
      happened?: typeof period;
    } = {},
  ) {
    const { clusters = [], incomplete = [], prose = '', happened } = scope;
    lastRun += 1;
    const taken = new Date(
      Date.UTC(2026, 9, 5) + (scope.takenAt ?? lastRun) * 60_000,
    ).toISOString();
    const number = `RUN${String(lastRun).padStart(7, '0')}`;
    const found = await journal.run(pluginCaller(pluginId), unit =>
      assurance.findingKeeper.openFindings(unit, {
        number,
        report: definition,
        parameters: { quarter: happened?.label ?? '2026Q3', clusters },
        ...(happened && { period: happened }),
        taken: { first: taken, last: taken },
        answers: [
          {
            question: happened ? { ...question, about: 'period' } : question,
            ...(happened && { period: happened }),
            version: '1',
            columns: ['grant_id', 'remark', 'evidence_id', 'entity_ref'],
            rows: grants.length,
            sha256,
            incomplete,
            async *read() {
              for (const [position, grant] of grants.entries()) {
                const values = [grant, prose, number, entityOf(grant)];
                yield { position, values, leafHash };
              }
            },
          },
        ],
      }),
    );
    return { number, ...found };
  }
  const findingOf = async (grant: string) => {
    const { items } = await assurance.findingDesk.list(ada, {
      q: grant,
      limit: 5,
    });
    expect(items).toHaveLength(1);
    return items[0];
  };
  const guardOf = (work: Promise<unknown>) =>
    work.then(
      () => 'allowed',
      error => error.guard ?? error.message,
    );
  const holds = async (number: string) => {
    const items = await ledger.entriesOf(number);
    const entries = items.map(({ entry }) => entry);
    const kind = assuranceStories.find(({ prefix }) =>
      number.startsWith(prefix),
    )!;
    return kind.judge(entries).holds;
  };

  it('open a finding once, close it by the run that no longer shows it, and open it again when it is back', async () => {
    const first = await reconcile(['Alpha', 'Beta', 'Beta']);
    expect(first).toMatchObject({ opened: 2, reopened: 0 });
    // The same answer in other words is no other finding.
    expect(
      await reconcile(['Alpha', 'Beta'], { prose: 'Seen at noon' }),
    ).toMatchObject({ opened: 0, reopened: 0, seen: 2 });

    const beta = await findingOf('Beta');
    const aboutBeta = () =>
      assurance.findingDesk.unsettledAbout(ada, entityOf('Beta'));
    expect(await aboutBeta()).toEqual([beta]);
    const close = (run: string) =>
      assurance.findingDesk.act(ada, beta.number, {
        verb: 'close',
        body: { run, text: 'The grant was removed.' },
      });
    expect(await guardOf(close(beta.lastSeenRun))).toBe('evidence');
    const gone = await reconcile(['Alpha']);
    expect(await findingOf('Beta')).toMatchObject({ absentRun: gone.number });
    await close(gone.number);
    expect((await findingOf('Beta')).state).toBe('closed');
    expect(await aboutBeta()).toEqual([]);

    expect(await reconcile(['Alpha', 'Beta'])).toMatchObject({
      opened: 0,
      reopened: 1,
    });
    expect(await findingOf('Beta')).toMatchObject({
      state: 'open',
      reopened: 1,
    });
    expect(await holds(beta.number)).toBe(true);
  });

  it('do not take a smaller scope or half an answer for the end of a finding', async () => {
    await reconcile(['Gamma'], { clusters: ['orders', 'payments'] });
    const { number } = await findingOf('Gamma');
    const smaller = await reconcile([], { clusters: ['orders'] });
    expect((await findingOf('Gamma')).absentRun).toBeUndefined();
    const half = await reconcile([], { incomplete: ['iam'] });
    expect((await findingOf('Gamma')).absentRun).toBeUndefined();
    const close = (run: string) =>
      guardOf(
        assurance.findingDesk.act(ada, number, {
          verb: 'close',
          body: { run, text: 'Gone.' },
        }),
      );
    expect(await close(smaller.number)).toBe('scope');
    expect(await close(half.number)).toBe('evidence');
  });

  it('are back when a run that was taken up again has newer data than the run that closed them', async () => {
    const first = await reconcile(['Epsilon']);
    const at = Number(first.number.slice(3));
    const { number } = await findingOf('Epsilon');
    const gone = await reconcile([], { takenAt: at + 0.25 });
    const older = await reconcile(['Epsilon'], { takenAt: at + 0.125 });
    expect(await findingOf('Epsilon')).toMatchObject({
      lastSeenRun: older.number,
      absentRun: gone.number,
    });
    const { finding } = await assurance.findingDesk.act(ada, number, {
      verb: 'close',
      body: { run: gone.number, text: 'The grant was removed.' },
    });
    expect(finding.state).toBe('closed');
    expect(
      await reconcile(['Epsilon'], { takenAt: at + 0.1875 }),
    ).toMatchObject({ reopened: 0 });
    expect(await reconcile(['Epsilon'], { takenAt: at + 0.375 })).toMatchObject(
      { reopened: 1 },
    );
    expect(await holds(number)).toBe(true);
  });

  it('about what happened are another one in each quarter, and close by their own quarter or by evidence that somebody else judged', async () => {
    const q4 = {
      label: '2026Q4',
      start: period.end,
      end: '2027-01-01T00:00:00.000Z',
    };
    await reconcile(['Zeta'], { happened: period });
    const later = await reconcile(['Zeta'], { happened: q4 });
    expect(later.opened).toBe(1);
    const { items } = await assurance.findingDesk.list(ada, {
      q: 'Zeta',
      limit: 5,
    });
    const of = (label: string) =>
      items.find(finding => finding.period?.label === label)!;
    const { number } = of('2026Q3');
    const close = (caller: Caller, run?: string) =>
      assurance.findingDesk.act(caller, number, {
        verb: 'close',
        body: { run, text: 'The ticket is there.' },
      });
    // The next quarter does not show it, which says nothing of this one.
    const empty = await reconcile([], { happened: q4 });
    const { finding: still } = await assurance.findingDesk.get(ada, number);
    expect(still.absentRun).toBeUndefined();
    expect(await guardOf(close(ben, empty.number))).toBe('scope');
    expect(await guardOf(close(ben))).toBe('evidence');
    await assurance.findingDesk.act(ada, number, {
      verb: 'explain',
      body: {
        text: 'The ticket was filed elsewhere.',
        evidence: [{ reference: 'CHG0000042' }],
      },
    });
    expect(await guardOf(close(ada))).toBe('duty');
    expect((await close(ben)).finding.state).toBe('closed');
    await expect(
      knex('findings').where({ number }).update({ settled_by: ada.ref }),
    ).rejects.toThrow(/findings_settled_by_others/);
    // It happened: a run of its quarter shows it again, and nothing of it is new.
    expect(await reconcile(['Zeta'], { happened: period })).toMatchObject({
      opened: 0,
      reopened: 0,
      seen: 1,
    });
    expect(await holds(number)).toBe(true);

    // The other one closes by its own quarter.
    const other = of('2026Q4').number;
    const { finding } = await assurance.findingDesk.act(ada, other, {
      verb: 'close',
      body: { run: empty.number, text: 'It was a mistake of the export.' },
    });
    expect(finding.state).toBe('closed');
    expect(await holds(other)).toBe(true);
  });

  it('are accepted by nobody who explained them, which the database holds up too', async () => {
    await reconcile(['Delta']);
    const { number } = await findingOf('Delta');
    await assurance.findingDesk.act(ada, number, {
      verb: 'explain',
      body: { text: 'A break-glass account.', evidence: [] },
    });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const accept = (caller: Caller) =>
      assurance.findingDesk.act(caller, number, {
        verb: 'accept',
        body: { until, reason: 'Reviewed monthly.' },
      });
    expect(await guardOf(accept(ada))).toBe('duty');
    expect(await guardOf(accept({ kind: 'service', ref: 'external:ci' }))).toBe(
      'person',
    );
    const { finding } = await accept(ben);
    expect(finding.state).toBe('accepted');
    await expect(
      knex('findings').where({ number }).update({ accepted_by: ada.ref }),
    ).rejects.toThrow(/findings_accepted_by_others/);
    await expect(knex('findings').where({ number }).delete()).rejects.toThrow(
      /not deleted/,
    );
    await expect(
      assurance.findingDesk.act(ada, number, {
        verb: 'remediate',
        body: { change: 'CHG0000001', text: 'Remove it' },
      }),
    ).rejects.toThrow(/no change CHG0000001 that you see/);
  });

  it('are attested by an owner who did not make the evidence, once a period', async () => {
    const { number: run } = await reconcile(['Alpha']);
    const body = {
      control: { framework: 'SOX ITGC', id: 'AC-2' },
      period,
      run,
      conclusion: 'effective-with-exceptions' as const,
      text: 'One grant lacked a ticket.',
    };
    const attest = (caller: Caller, fields: Partial<typeof body> = {}) =>
      assurance.attestationDesk.attest(caller, { ...body, ...fields });
    expect(await guardOf(attest(ada))).toBe('duty');
    expect(
      await guardOf(attest(ben, { conclusion: 'effective' as never })),
    ).toBe('conclusion');
    const made = await attest(ben);
    expect(await guardOf(attest(ben))).toBe('standing');
    expect(await holds(made.number)).toBe(true);
    await expect(
      knex('attestations')
        .where({ number: made.number })
        .update({ made_by: ben.ref }),
    ).rejects.toThrow(/attestations_maker_never_attests/);

    const { controls, earned, possible, trend } = await assurance.controls.list(
      auditor,
      {},
    );
    // The score after each run stays, so that it can be drawn.
    expect(trend.length).toBeGreaterThan(1);
    expect(trend.at(-1)).toMatchObject({
      run,
      earned: 0,
      possible: 4,
      score: 0,
    });
    expect(controls).toMatchObject([
      {
        earned: 0,
        possible: 4,
        lines: [{ outcome: 'violated', lastRun: { number: run } }],
        attestation: { number: made.number },
      },
    ]);
    expect({ earned, possible }).toEqual({ earned: 0, possible: 4 });
  });

  it('are asked for by an auditor, who alone judges the answer', async () => {
    const asked = await assurance.requestDesk.open(auditor, {
      title: 'Leavers of the third quarter',
      text: 'With the end of their access.',
      due: '2026-12-01T00:00:00.000Z',
      assignee: ada.ref,
    });
    const { number } = asked.request;
    const answer = (caller: Caller) =>
      assurance.requestDesk.act(caller, number, {
        verb: 'answer',
        body: { text: 'See it.', references: [{ reference: 'RUN0000001' }] },
      });
    expect(await guardOf(answer(auditor))).toBe('duty');
    await answer(ada);
    const accept = (caller: Caller) =>
      assurance.requestDesk.act(caller, number, { verb: 'accept', body: {} });
    expect(await guardOf(accept(ada))).toBe('duty');
    const { request } = await accept(auditor);
    expect(request.state).toBe('accepted');
    expect(await guardOf(answer(ada))).toBe('state');
    expect(await holds(number)).toBe(true);
  });

  it('take notes of whoever asked, who answers nothing, on what they asked for only', async () => {
    const only =
      (names: readonly string[]) =>
      async (asked: readonly { permission: { name: string } }[]) =>
        asked.map(({ permission }) => ({
          result: names.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        }));
    authorize.mockImplementation(
      only([
        'compliance-evidence.finding.read',
        'compliance-evidence.request.open',
      ]) as never,
    );
    const signedIn = (caller: Caller): Caller => ({
      ...caller,
      credentials: mockCredentials.user(caller.ref),
    });
    const open = async (caller: Caller) =>
      assurance.requestDesk.open(caller, {
        title: 'Leavers of the third quarter',
        text: 'With the end of their access.',
        due: '2026-12-01T00:00:00.000Z',
      });
    const own = await open(signedIn(auditor));
    const another = await open(signedIn(ben));
    const note = (number: string) =>
      assurance.requestDesk.act(signedIn(auditor), number, {
        verb: 'note',
        body: { text: 'The second quarter would do.' },
      });
    expect(own.actions).toContainEqual({ verb: 'note', allowed: true });
    await note(own.request.number);
    await expect(note(another.request.number)).rejects.toThrow(
      /may not do this/,
    );
    expect(await holds(own.request.number)).toBe(true);
  });

  it('are told by entity as long as they are open', async () => {
    const { items } = await assurance.findingDesk.openByEntity(auditor);
    expect(items.length).toBeGreaterThan(0);
    for (const { entityRef, count, numbers } of items) {
      const listed = await assurance.findingDesk.list(auditor, {
        ...{ entityRef: [entityRef], state: ['open'], limit: 100 },
      });
      expect([entityRef, count]).toEqual([entityRef, listed.count.value]);
      expect(listed.items.map(({ number }) => number)).toEqual(
        expect.arrayContaining(numbers),
      );
    }
  });

  it('are counted for the dashboard as their lists have them, with the score when the period began', async () => {
    const now = Date.now();
    const at = (days: number) =>
      new Date(now + days * 86_400_000).toISOString();
    const ask = async (from: number) => {
      const { figures } = await assurance.dashboard.figures(auditor, {
        previousFrom: at(-30),
        from: at(from),
        to: at(1.5),
      });
      return new Map(figures.map(figure => [figure.id, figure]));
    };
    const figures = await ask(-1);
    for (const id of ['open', 'grave', 'accepted']) {
      const { list, value } = figures.get(id)!;
      const { count } = await assurance.findingDesk.list(auditor, {
        ...list,
        limit: 1,
      });
      expect([id, value]).toEqual([id, count.value]);
    }
    const open = { ...figures.get('open')!.list, limit: 100 };
    const accepted = { ...figures.get('accepted')!.list, limit: 100 };
    const overdue = { ...figures.get('requests')!.list, limit: 100 };
    const behind = [
      ...(await assurance.findingDesk.list(auditor, open)).items,
      ...(await assurance.findingDesk.list(auditor, accepted)).items,
      ...(await assurance.requestDesk.list(auditor, overdue)).items,
    ];
    const entries = await Promise.all(
      behind.map(({ number }) => ledger.entriesOf(number)),
    );
    const derived = derivedComplianceFigures(
      entries.flat().map(({ entry }) => entry),
      at(0.01),
    );
    for (const { id, value } of derived) {
      expect([id, value]).toEqual([id, figures.get(id)?.value]);
    }
    const { score } = await assurance.controls.list(auditor, {});
    expect(figures.get('score')).toMatchObject({ value: score });
    // No run was made before the test.
    expect(figures.get('score')).not.toHaveProperty('previous');
    expect((await ask(1)).get('score')).toHaveProperty('previous');
  });

  it('tell an instant in a title as sentences do, and are told apart by all of it', async () => {
    const instants = [
      '2026-08-14 22:57:20.973+00',
      '2026-08-15T00:57:41.000001+02:00',
    ];
    expect(await reconcile(instants)).toMatchObject({ opened: 2 });
    expect(await reconcile(instants)).toMatchObject({ opened: 0, seen: 2 });
    const { items } = await assurance.findingDesk.list(ada, {
      q: '22:57',
      limit: 5,
    });
    expect(items.map(({ title }) => title)).toEqual(
      Array(2).fill('Grants without a ticket: 2026-08-14 22:57 UTC'),
    );
  });
});
