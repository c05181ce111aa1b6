import { TestDatabases } from '@backstage/backend-test-utils';
import {
  RunDetail,
  runStories,
} from '@countersign/plugin-compliance-evidence-common';
import {
  eventually,
  Mailbox,
  startMailbox,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { ada, Replica, ReplicaOptions, startReplica } from './replica';
import { reportFolder } from './reportFolder';
import { startTicketServer, TicketServer } from './ticketServer';

/** What tests of runs stand on. */
export interface RunBench {
  knex: Knex;
  folder: Awaited<ReturnType<typeof reportFolder>>;
  tickets: TicketServer;
  mailbox: Mailbox;
  /** Settings of mails that come into the mailbox. */
  mail(more?: object): NonNullable<ReplicaOptions['mail']>;
  /** Starts a replica at work, which is stopped after the test. */
  start(options?: Partial<ReplicaOptions>): Promise<Replica>;
  /** The run once it has ended. */
  ended(replica: Replica, number: string): Promise<RunDetail>;
  /** What the ledger says of a run, which holds. */
  entriesOf(
    replica: Replica,
    number: string,
  ): Promise<Parameters<typeof runStories.judge>[0]>;
  /** What a verifier says of a run. */
  storyOf(
    replica: Replica,
    number: string,
  ): Promise<ReturnType<typeof runStories.judge>>;
}

/** A database and a folder of reports for each test; a ticketing API and a mailbox for all of a file. */
export function useRunBench(): RunBench {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const running: Replica[] = [];
  const bench = {
    mail: (more: object = {}) => ({
      host: '127.0.0.1',
      port: bench.mailbox.port,
      secure: false,
      allowPlain: true,
      from: 'SRE <sre@example.com>',
      attachUpTo: 10,
      attempts: 2,
      ...more,
    }),
    async start(options: Partial<ReplicaOptions> = {}) {
      const replica = await startReplica(bench.knex, {
        folder: bench.folder,
        ticketsUrl: bench.tickets.url,
        ...options,
      });
      running.push(replica);
      replica.worker.start();
      replica.raiser?.start();
      return replica;
    },
    async ended(replica: Replica, number: string) {
      let detail: RunDetail | undefined;
      await eventually(async () => {
        detail = await replica.reader.get(ada, number);
        expect(['completed', 'failed', 'canceled']).toContain(detail.run.state);
      }, 60_000);
      return detail!;
    },
    async entriesOf(replica: Replica, number: string) {
      const items = await replica.ledger.entriesOf(number);
      const entries = items.map(({ entry }) => entry);
      const { claims } = runStories.judge(entries);
      expect(claims.filter(({ holds }) => !holds)).toEqual([]);
      return entries;
    },
    async storyOf(replica: Replica, number: string) {
      const items = await replica.ledger.entriesOf(number);
      return runStories.judge(items.map(({ entry }) => entry));
    },
  } as RunBench;
  beforeAll(async () => {
    bench.tickets = await startTicketServer();
    bench.mailbox = await startMailbox();
  });
  afterAll(async () => {
    await bench.tickets.close();
    await bench.mailbox.close();
  });
  beforeEach(async () => {
    bench.knex = await databases.init('POSTGRES_18');
    bench.folder = await reportFolder();
    Object.assign(bench.tickets.state, {
      isDown: false,
      halves: false,
      asked: [],
    });
    bench.mailbox.received.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(replica => replica.stop()));
    await bench.folder.remove();
  });
  return bench;
}
