import { ApprovalPolicy } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { json } from '@countersign/plugin-governance-node';
import { Sha256Digest } from '@countersign/plugin-ledger-common';

/** Which policy sets were in force, and from when. */
export class PolicySetStore {
  /** The set activated last. Replicas that start together wait here for each other. */
  async lockCurrent(trx: Knex.Transaction): Promise<Sha256Digest | undefined> {
    await trx.raw(
      `SELECT pg_advisory_xact_lock(hashtext('change-management.policy-sets'))`,
    );
    const row = await trx<{ digest: Sha256Digest }>('policy_sets')
      .orderBy('activation', 'desc')
      .first('digest');
    return row?.digest;
  }

  /** The set that was in force at a moment; undefined before the first. */
  async at(
    db: Knex,
    at: Date,
  ): Promise<{ digest: Sha256Digest; policies: ApprovalPolicy[] } | undefined> {
    return db('policy_sets')
      .where('activated_at', '<=', at)
      .orderBy('activation', 'desc')
      .first('digest', 'policies');
  }

  async activate(
    trx: Knex.Transaction,
    set: { digest: Sha256Digest; policies: ApprovalPolicy[] },
    now: Date,
  ): Promise<void> {
    await trx('policy_sets').insert({
      digest: set.digest,
      policies: json(set.policies),
      activated_at: now,
    });
  }
}
