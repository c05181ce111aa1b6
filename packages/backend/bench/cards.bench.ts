/**
 * The cards of an entity's page where the catalog has 20,000 entities more than the demo: the portal as it is, with all areas, its demo
 * records and the real policy, over HTTP. Each card's one request is measured alone, of entities of the demo, which have records, and
 * of others, which have none; then all requests of a page at once. After that the traffic of eight hours comes as fast as it is
 * answered, and what the portal holds after a collection is told hour by hour. Run with `COUNTERSIGN_BENCH_PG=postgresql://… tsx
 * packages/backend/bench/cards.bench.ts [entities asked about] [hours]`.
 */
import { Agent } from 'http';
import { setTimeout as delay } from 'timers/promises';
import knexFactory from 'knex';
import {
  Figures,
  machine,
  milliseconds,
} from '../../../plugins/change-management-backend/bench/figures';
import { ask } from './callers';
import { cardQuestions } from './cardQuestions';
import { withDemoPortal } from './demoPortal';
import { fillCatalog, fleetRef, fleetSize } from './fleet';
import { forgetPeak, memoryOf, peakOf, untilCalm } from './processes';
import { Portal } from './startPortal';
import { deedsOfAnHour, Traffic } from './traffic';
import { alwaysTheSame } from './yardstick';

const [entities = 100, hours = 8] = process.argv.slice(2).map(Number);
const WARM_UP = 5;
/** How many do something at the same time. */
const AT_ONCE = 4;
/** As many connections as a browser has to one host. */
const CONNECTIONS = 6;
const MEGABYTE = 1024 ** 2;

const owner = 'user:default/oscar-owner';
const developer = 'user:default/dana-developer';
const onCall = 'user:default/kenji-oncall';
/** Of these the demo has changes, SLOs, incidents, evidence and drills. */
const demo = [
  'customer-engagement-api',
  'payments-gateway',
  'checkout-api',
  'event-collector',
].map(name => `component:default/${name}`);

async function main() {
  await withDemoPortal(
    [owner, developer, onCall],
    async ({ portal, version, admin, databaseOf }) => {
      const all = Object.values(fleetSize).reduce((sum, n) => sum + n, 0);
      const figures = new Figures(
        'cards',
        `${machine(
          version,
        )}, ${all} entities beside those of the demo, all areas with their demo records, over HTTP with authentication on the same machine`,
      );
      const catalog = knexFactory({
        client: 'pg',
        connection: databaseOf('catalog'),
      });
      await fillCatalog(catalog).finally(() => catalog.destroy());
      // Longer than a picture of the catalog is used.
      await delay(40_000);
      await untilCalm(portal.pid, admin);
      await forgetPeak(portal.pid);
      await measure(portal, figures);
      await soak(portal, figures);
      figures.value('peak memory meanwhile', await peakOf(portal.pid), 'MB', 1);
    },
  );
}

async function measure(portal: Portal, figures: Figures): Promise<void> {
  const token = await portal.tokenOf(owner);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const answer = (path: string) =>
    ask(agent, portal.url, { path: `/api${path}`, token });
  const yardstick: number[] = [];
  const kinds: Record<string, (i: number) => string> = {
    'with records': i => demo[i % demo.length],
    'without records': i => fleetRef('Component', i * 7919),
  };
  for (const [kind, refOf] of Object.entries(kinds)) {
    for (let i = 1; i <= WARM_UP; i++) {
      const paths = Object.values(cardQuestions(refOf(entities + i)));
      for (const path of paths) await answer(path);
    }
    const times: Record<string, number[]> = {};
    const pages: number[] = [];
    for (let i = 0; i < entities; i++) {
      const questions = Object.entries(cardQuestions(refOf(i)));
      for (const [card, path] of questions) {
        (times[card] ??= []).push(await milliseconds(() => answer(path)));
      }
      yardstick.push(await milliseconds(async () => alwaysTheSame()));
      pages.push(
        await milliseconds(() =>
          Promise.all(questions.map(([, path]) => answer(path))),
        ),
      );
    }
    for (const [card, taken] of Object.entries(times)) {
      figures.times(`${card}, ${kind}`, taken);
    }
    figures.times(`each card, ${kind}`, Object.values(times).flat());
    figures.times(`all of a page at once, ${kind}`, pages);
  }
  figures.times('for comparison: the same sum each time', yardstick);
  agent.destroy();
}

/** The traffic of so many hours, without a pause in between. */
async function soak(portal: Portal, figures: Figures): Promise<void> {
  const traffic = new Traffic(portal, {
    ...{ developer, onCall },
    entities: i =>
      i % 2 ? demo[i % demo.length] : fleetRef('Component', i * 7919),
  });
  const held: number[] = [];
  const tell = async (when: string) => {
    const { heapUsed, external, rss } = await memoryOf(portal.child);
    held.push(heapUsed / MEGABYTE);
    for (const [what, bytes] of Object.entries({ heapUsed, external, rss })) {
      const metric = `${when}: ${what}`;
      figures.value(metric, bytes / MEGABYTE, 'MB', traffic.requests);
    }
  };
  await tell('before the first hour');
  const began = performance.now();
  for (let hour = 0; hour < hours; hour++) {
    const deeds = deedsOfAnHour();
    const person = async () => {
      for (let deed = deeds.pop(); deed; deed = deeds.pop()) {
        await traffic.do(deed);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, person));
    // What is sent and sequenced a moment later is of this hour.
    await delay(3_000);
    await tell(`after hour ${hour + 1}`);
  }
  const seconds = (performance.now() - began) / 1000;
  figures.value('traffic, compressed into', seconds, 's', traffic.requests);
  figures.value(
    'heap of the last hour over that of the first',
    held.at(-1)! / held[1],
    'times',
    hours,
  );
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
