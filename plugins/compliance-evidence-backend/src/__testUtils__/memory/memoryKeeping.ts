import {
  Decided,
  endStates,
  ReportBundle,
  retentionEnds,
} from '@countersign/plugin-compliance-evidence-common';
import { compact } from '@countersign/plugin-governance-node';
import { MemoryDatabase } from '@countersign/plugin-governance-test-utils';
import { ErasureStore } from '../../database/ErasureStore';
import { KeepingStore } from '../../database/KeepingStore';
import { StoredRun } from '../../database/RunStore';

type Deciding = Omit<Decided, 'at'> & { at: Date };
interface Kept {
  hold?: Decided;
  asked?: Decided;
  agreed?: Decided;
}

const decided = ({ by, at, reason }: Deciding): Decided => ({
  by,
  at: at.toISOString(),
  reason,
});

/** What people decided about the keeping of runs, and what was erased, in memory. */
export function memoryKeeping(
  database: MemoryDatabase,
  { runs, report }: { runs(): StoredRun[]; report: ReportBundle },
) {
  const rows = database.table<Kept>();
  const erasures = database.table<{ at: string; retentionDays: number }>();
  const put = (runId: string, more: Kept) =>
    rows.set(runId, compact({ ...rows.get(runId), ...more }));
  const keepings = {
    async of(_: unknown, runId: string) {
      const { hold, asked, agreed } = rows.get(runId) ?? {};
      const erasure = erasures.get(runId);
      return compact({
        holds: hold ? [hold] : [],
        asked,
        erased: erasure && compact({ at: erasure.at, asked: agreed }),
      });
    },
    hold: async (_: unknown, runId: string, by: Deciding) =>
      put(runId, { hold: decided(by) }),
    release: async (_: unknown, runId: string) =>
      put(runId, { hold: undefined }),
    askErasure: async (_: unknown, runId: string, by: Deciding) =>
      put(runId, { asked: decided(by) }),
    async endErasureRequest(
      _: unknown,
      runId: string,
      { outcome }: { outcome: string },
    ) {
      const { asked } = rows.get(runId) ?? {};
      const isAgreed = outcome === 'erased';
      put(runId, { asked: undefined, ...(isAgreed && { agreed: asked }) });
    },
  };
  const { retentionDays } = report.definition.spec;
  const erasing = {
    find: async (_: unknown, runId: string) => erasures.get(runId),
    candidates: async (_: unknown, now: Date) =>
      runs()
        .filter(
          ({ run: { id, state, endedAt } }) =>
            endStates.includes(state) &&
            endedAt !== undefined &&
            retentionEnds(endedAt, retentionDays) <= now.toISOString() &&
            !erasures.get(id),
        )
        .map(({ run }) => ({ runId: run.id, retentionDays })),
    async erase(_: unknown, { runId }: { runId: string }, at: Date) {
      erasures.set(runId, { at: at.toISOString(), retentionDays });
      return 0;
    },
    notGone: async () => [],
  };
  return {
    keepings: keepings as unknown as KeepingStore,
    erasures: erasing as unknown as ErasureStore,
  };
}
