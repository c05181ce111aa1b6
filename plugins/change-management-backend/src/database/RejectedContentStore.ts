import { RejectedContent } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';

/** By what is deployed of it, a content is known under any number. */
export interface DeployedContent {
  environment: string;
  items: readonly string[];
  planDigest?: string;
  commit?: string;
}

/** So many are told: one is enough to refuse. */
const MOST_TOLD = 5;

interface Row {
  number: string;
  rejected_at: Date;
}

/**
 * What was rejected, by what is deployed of it. Whoever asks about a content with the plan or the commit of it, in the same
 * environment and for one of the same items, is told, unless exactly their own content was approved since: that plan and
 * commit, for all the items they ask about, by an approval that stands.
 */
export class RejectedContentStore {
  async add(
    trx: Knex.Transaction,
    rejection: { approvalId: string; changeId: string; at: Date },
    content: DeployedContent,
  ): Promise<void> {
    const { environment, items, planDigest, commit } = content;
    if (!planDigest && !commit) return;
    await trx('rejected_contents').insert({
      approval_id: rejection.approvalId,
      change_id: rejection.changeId,
      environment,
      items: [...items],
      plan_digest: planDigest ?? null,
      commit_hash: commit ?? null,
      rejected_at: rejection.at,
    });
  }

  /**
   * As what else a content was rejected, the last one first.
   *
   * @param options - `exceptId`: of this change, what it says itself is enough; `asOf`: a moment that has passed.
   */
  async of(
    db: Knex,
    content: DeployedContent,
    { exceptId, asOf }: { exceptId?: string; asOf?: Date } = {},
  ): Promise<RejectedContent[]> {
    const { planDigest, commit } = content;
    if (!planDigest && !commit) return [];
    const rows: Row[] = await db('rejected_contents')
      .join('changes', 'changes.id', 'rejected_contents.change_id')
      .where(same => whereSame(same, content))
      .modify(query => {
        if (exceptId) query.whereNot({ change_id: exceptId });
        if (asOf) query.where('rejected_at', '<=', asOf);
      })
      .whereNotExists(since => whereApproved(since, content, asOf))
      .orderBy('rejected_at', 'desc')
      .orderBy('approval_id')
      .limit(MOST_TOLD)
      .select('changes.number', 'rejected_at');
    return rows.map(({ number, rejected_at: at }) => ({
      number,
      at: at.toISOString(),
    }));
  }
}

function whereSame(
  query: Knex.QueryBuilder,
  { environment, items, planDigest, commit }: DeployedContent,
): void {
  query
    .where('rejected_contents.environment', environment)
    .whereRaw('rejected_contents.items && ?::text[]', [[...items]])
    .where(either => {
      // Nothing is the same as nothing only in name.
      either.whereRaw('false');
      if (planDigest) {
        either.orWhere('rejected_contents.plan_digest', planDigest);
      }
      if (commit) either.orWhere('rejected_contents.commit_hash', commit);
    });
}

/** A change that brings exactly this and was approved after it had been rejected. A template approves nothing. */
function whereApproved(
  query: Knex.QueryBuilder,
  { environment, items, planDigest, commit }: DeployedContent,
  asOf: Date | undefined,
): void {
  query
    .from('changes AS approved')
    .select('approved.id')
    .whereNot('approved.type', 'standard')
    .whereRaw('approved.approved_at > rejected_contents.rejected_at')
    .where({
      'approved.environment': environment,
      'approved.plan_digest': planDigest ?? null,
      'approved.commit_hash': commit ?? null,
    })
    .whereRaw('approved.items @> ?::text[]', [[...items]]);
  if (asOf) query.where('approved.approved_at', '<=', asOf);
}
