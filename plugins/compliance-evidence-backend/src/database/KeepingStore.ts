import { randomUUID } from 'crypto';
import {
  Decided,
  Keeping,
} from '@countersign/plugin-compliance-evidence-common';
import { compact, iso } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** Who decides, and when. */
interface Deciding {
  by: string;
  at: Date;
}

/** What people decided about the keeping of runs: holds, and erasures that they asked for. */
export class KeepingStore {
  /** How a run is kept, as far as people decided it. */
  async of(db: Knex, runId: string): Promise<Omit<Keeping, 'until'>> {
    const [holds, requests, erasure] = await Promise.all([
      db('run_holds').where({ run_id: runId, ended_at: null }),
      db('run_erasure_requests').where({ run_id: runId }),
      db('run_erasures').where({ run_id: runId }).first(),
    ]);
    const standing = requests.find(({ ended_at }) => ended_at === null);
    const agreed = requests.find(({ outcome }) => outcome === 'erased');
    return compact({
      holds: holds.map(({ held_by: by, held_at, reason }) => ({
        by,
        at: iso(held_at)!,
        reason,
      })),
      asked: standing && askedOf(standing),
      erased: erasure && {
        at: iso(erasure.erased_at)!,
        ...(agreed && { asked: askedOf(agreed) }),
      },
    });
  }

  async hold(
    trx: Knex.Transaction,
    runId: string,
    { by, at, reason }: Deciding & { reason: string },
  ): Promise<void> {
    await trx('run_holds').insert({
      id: randomUUID(),
      run_id: runId,
      reason,
      held_by: by,
      held_at: at,
    });
  }

  async release(
    trx: Knex.Transaction,
    runId: string,
    { by, at }: Deciding,
  ): Promise<void> {
    await trx('run_holds')
      .where({ run_id: runId, ended_at: null })
      .update({ ended_by: by, ended_at: at });
  }

  async askErasure(
    trx: Knex.Transaction,
    runId: string,
    { by, at, reason }: Deciding & { reason: string },
  ): Promise<void> {
    await trx('run_erasure_requests').insert({
      id: randomUUID(),
      run_id: runId,
      reason,
      asked_by: by,
      asked_at: at,
    });
  }

  async endErasureRequest(
    trx: Knex.Transaction,
    runId: string,
    { by, at, outcome }: Deciding & { outcome: 'erased' | 'declined' },
  ): Promise<void> {
    await trx('run_erasure_requests')
      .where({ run_id: runId, ended_at: null })
      .update({ ended_by: by, ended_at: at, outcome });
  }
}

function askedOf(row: {
  asked_by: string;
  asked_at: Date;
  reason: string;
}): Decided {
  return { by: row.asked_by, at: iso(row.asked_at)!, reason: row.reason };
}
