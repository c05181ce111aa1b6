import {
  Phase,
  phases,
  PhaseState,
  Run,
  runNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { compact, writtenMeanwhile } from '@countersign/plugin-governance-node';
import { MemoryDatabase } from '@countersign/plugin-governance-test-utils';
import { DeliveryStore, StoredDelivery } from '../../database/DeliveryStore';
import { ProgressStore } from '../../database/ProgressStore';
import {
  LeaseLost,
  RunFields,
  RunStore,
  StoredRun,
} from '../../database/RunStore';

type Kept = StoredRun & { isHeld: boolean };

/** Runs in memory: the face of a `RunStore`, without its lists and schedules. */
function runStore(database: MemoryDatabase) {
  const rows = database.table<Kept>();
  const byId = (id: string) => rows.all().find(({ run }) => run.id === id)!;
  const written = (kept: Kept, fields: RunFields): Kept => {
    const { tree, ledgerBundle, pack, ...ofRun } = fields;
    const next = compact({
      ...kept,
      ...compact({ tree, ledgerBundle, pack }),
      run: compact({ ...kept.run, ...ofRun }),
    });
    rows.set(next.run.number, next);
    return next;
  };
  return {
    all: () => rows.all(),
    async insert(
      _: unknown,
      {
        recipients,
        ...run
      }: Omit<Run, 'number' | 'version' | 'state' | 'phase'> & {
        recipients: readonly string[];
      },
    ): Promise<StoredRun> {
      const number = runNumber.of(String(rows.all().length + 1));
      const kept: Kept = {
        run: compact({
          ...run,
          number,
          version: 1,
          state: 'queued',
          phase: 'snapshot',
        }) as Run,
        recipients: [...recipients],
        lease: 0,
        isHeld: false,
      };
      rows.set(number, kept);
      return kept;
    },
    byId: async (_: unknown, id: string) => byId(id).run,
    find: async (_: unknown, numbers: readonly string[]) =>
      numbers.flatMap(number => rows.get(number) ?? []),
    lock: async (_: unknown, number: string) => rows.get(number),
    async takeNext(_: unknown, leaseMs: number) {
      const next = rows
        .all()
        .find(
          ({ run, isHeld }) =>
            ['queued', 'running'].includes(run.state) && !isHeld,
        );
      if (!next) return undefined;
      return written(
        { ...next, lease: next.lease + 1, isHeld: leaseMs > 0 },
        { state: 'running' },
      );
    },
    async release(_: unknown, { run, lease }: StoredRun) {
      const kept = byId(run.id);
      if (kept.lease === lease) written({ ...kept, isHeld: false }, {});
    },
    async hold(_: unknown, { run, lease }: StoredRun) {
      const kept = byId(run.id);
      if (kept.lease !== lease || kept.run.state !== 'running') {
        throw new LeaseLost(run.number);
      }
      return kept;
    },
    update: async (_: unknown, id: string, fields: RunFields) =>
      written(byId(id), fields),
    async touch(_: unknown, { id, number }: Run, version: number) {
      const kept = byId(id);
      if (kept.run.version !== version) throw writtenMeanwhile(number);
      const run = { ...kept.run, version: version + 1 };
      return written({ ...kept, run }, {});
    },
    async decide(
      _: unknown,
      { id, number }: Run,
      version: number,
      fields: RunFields,
    ) {
      const { run, ...kept } = byId(id);
      if (run.version !== version) throw writtenMeanwhile(number);
      const { failure, endedAt, ...rest } = run;
      return written(
        {
          ...kept,
          run: {
            ...(fields.state === 'queued' ? rest : run),
            version: version + 1,
          },
          lease: kept.lease + 1,
          isHeld: false,
        },
        fields,
      );
    },
  };
}

function progressStore(database: MemoryDatabase) {
  const rows = database.table<Map<Phase, PhaseState>>();
  const put = (runId: string, phase: Phase, state: PhaseState) =>
    rows.set(runId, new Map([...rows.get(runId)!, [phase, state]]));
  return {
    async open(_: unknown, runId: string) {
      rows.set(runId, new Map(phases.map(phase => [phase, 'waiting'])));
    },
    phases: async (_: unknown, runId: string) =>
      [...rows.get(runId)!].map(([phase, state]) => ({ phase, state })),
    begin: async (_: unknown, runId: string, phase: Phase) =>
      put(runId, phase, 'running'),
    end: async (_: unknown, runId: string, phase: Phase, state: PhaseState) =>
      put(runId, phase, state),
    async reopen(_: unknown, runId: string) {
      for (const [phase, state] of rows.get(runId)!) {
        if (state === 'failed') put(runId, phase, 'waiting');
      }
    },
  };
}

function deliveryStore(database: MemoryDatabase) {
  const rows = database.table<StoredDelivery & { runId: string }>();
  const latest = (runId: string) => {
    const last = new Map<string, StoredDelivery>();
    for (const { runId: of, ...mail } of rows.all()) {
      if (of === runId) last.set(mail.recipient, mail);
    }
    return [...last.values()];
  };
  return {
    async open(
      _: unknown,
      { id }: { id: string },
      recipients: readonly string[],
    ) {
      for (const recipient of recipients) {
        const before = latest(id).find(each => each.recipient === recipient);
        const round = (before?.round ?? 0) + 1;
        rows.set(`${id} ${recipient} ${round}`, {
          runId: id,
          recipient,
          round,
          state: 'waiting',
          attempts: 0,
          messageId: `<${id}.${recipient}.${round}>`,
          nextAttemptAt: new Date(0),
        });
      }
    },
    latest: async (_: unknown, runId: string) => latest(runId),
    async update(
      _: unknown,
      runId: string,
      { recipient, round }: StoredDelivery,
      fields: Partial<StoredDelivery>,
    ) {
      const key = `${runId} ${recipient} ${round}`;
      rows.set(key, { ...rows.get(key)!, ...fields });
    },
  };
}

/** What asking for runs and working on them reads and writes, in memory. */
export function memoryRuns(database: MemoryDatabase) {
  const runs = runStore(database);
  return {
    all: runs.all,
    runs: runs as unknown as RunStore,
    progress: progressStore(database) as unknown as ProgressStore,
    deliveries: deliveryStore(database) as unknown as DeliveryStore,
  };
}
