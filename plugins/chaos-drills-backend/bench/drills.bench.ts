/**
 * Figures of drills, one JSON object a line: how long a fault outlives its lease when whoever renews it is killed, how soon the
 * lever stops everything, and what a drill costs while it waits. The faults are in the demo service, which is a process of its
 * own. Run with `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/chaos-drills-backend/bench/drills.bench.ts [kills] [drills]
 * [seconds]`; it works in databases of its own on that server and drops them afterwards.
 */
import { spawn } from 'child_process';
import { once } from 'events';
import path from 'path';
import { setTimeout as delay } from 'timers/promises';
import { Knex } from 'knex';
import { experimentFolder } from '../src/__testUtils__/experiments';
import {
  DemoService,
  faultsOn,
  faultsToken,
  startDemoService,
} from './demoService';
import { ada, BenchTarget, startReplica, waitingExperiments } from './replica';
import { inOwnDatabase, openLedger, report } from './stage';

const [kills = 10, drills = 20, seconds = 30] = process.argv
  .slice(2)
  .map(Number);
const LEASE_SECONDS = 3;

/** How long after its lease a fault is still met, when its controller is killed somewhere in the lease. Milliseconds. */
async function overtimeOfOne(url: string, share: number): Promise<number> {
  const controller = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(__dirname, 'controller.ts'),
      ...[url, faultsToken, String(LEASE_SECONDS)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(controller.stdout, 'data');
  // In some part of the lease, after some renewals.
  await delay(LEASE_SECONDS * 1000 * (0.2 + 1.5 * share));
  const killed = once(controller, 'exit');
  controller.kill('SIGKILL');
  await killed;
  const [fault] = await faultsOn(url);
  if (!fault) throw new Error('There was no fault when it was killed');
  const leaseEnds = Date.parse(fault.expiresAt);
  const ask = async () => {
    const response = await fetch(`${url}/api/users/1`);
    await response.arrayBuffer();
    return response.status;
  };
  for (;;) {
    const asked = Date.now();
    const status = await ask();
    if (status === 200) return Math.max(0, asked - leaseEnds);
    if (asked - leaseEnds > 30_000) return asked - leaseEnds;
    await delay(5);
  }
}

async function killControllers(service: DemoService): Promise<void> {
  if (kills < 1) return;
  const overtimes: number[] = [];
  for (let i = 0; i < kills; i++) {
    overtimes.push(await overtimeOfOne(service.at('127.0.0.1'), i / kills));
  }
  report(
    'a fault outlives its lease when its controller is killed, at most',
    Math.max(...overtimes) / 1000,
    's',
    kills,
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It took longer than a minute');
    await delay(10);
  }
}

/** Milliseconds of processor time in this process. */
function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function busy(): Promise<number> {
  const before = used();
  await delay(seconds * 1000);
  return (used() - before) / (seconds * 1000);
}

/** Drills on two replicas, which wait; then the lever is pulled on one of them. */
async function pullLever(knex: Knex, service: DemoService): Promise<void> {
  const ledger = await openLedger(knex);
  // Each address is a target of its own, and all of them are the one service.
  const targets: BenchTarget[] = Array.from({ length: drills }, (_, i) => ({
    entity: `component:default/service-${i}`,
    url: service.at(`127.0.0.${i + 1}`),
  }));
  const files = await experimentFolder(waitingExperiments(targets));
  const place = { knex, ledger, folder: files.folder, targets };
  const replicas = [startReplica(place), startReplica(place)];
  try {
    const idle = await busy();
    const numbers: string[] = [];
    for (let i = 0; i < drills; i++) {
      const replica = replicas[i % 2];
      const { drill } = await replica.desk.plan(ada, {
        experiment: `drill-${i}`,
        change: 'CHG0000007',
      });
      await replica.starter.start(ada, drill.number);
      numbers.push(drill.number);
    }
    const url = service.at('127.0.0.1');
    await until(async () => (await faultsOn(url)).length === drills);
    const waiting = await busy();
    report(
      'a drill that waits, of a core',
      (Math.max(0, waiting - idle) / drills) * 100,
      '%',
      drills,
    );

    const pulled = performance.now();
    await replicas[0].leverDesk.pull(ada, { reason: 'This is a benchmark.' });
    await until(async () => (await faultsOn(url)).length === 0);
    report(
      'the lever is pulled until no fault is on',
      (performance.now() - pulled) / 1000,
      's',
      drills,
    );
    await until(async () => {
      const left = await knex('drill_runs')
        .whereIn('number', numbers)
        .whereNull('ended_at')
        .count({ n: '*' });
      return Number(left[0].n) === 0;
    });
    report(
      'the lever is pulled until every drill is rolled back and closed',
      (performance.now() - pulled) / 1000,
      's',
      drills,
    );
  } finally {
    await Promise.all(replicas.map(({ player }) => player.leave()));
    await files.remove();
  }
}

inOwnDatabase('demo_service', async (_, url) => {
  const service = await startDemoService(url);
  try {
    await killControllers(service);
    await inOwnDatabase('drills', knex => pullLever(knex, service));
  } finally {
    await service.stop();
  }
}).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
