import { ChangesRequest } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';

/**
 * What approvers want changed. A row is written once and ends once, by an approval or a withdrawal of its giver, or with
 * its round; the database lets nothing go ahead over one that stands.
 */
export class ChangesRequestStore {
  async insert(
    trx: Knex.Transaction,
    changeId: string,
    request: ChangesRequest,
  ): Promise<void> {
    await trx('changes_requests').insert({
      id: request.id,
      change_id: changeId,
      round: request.round,
      group_ref: request.group,
      approver: request.approver,
      on_behalf_of: request.onBehalfOf ?? null,
      comment: request.comment,
      subject_digest: request.subjectDigest,
      requested_at: request.requestedAt,
    });
  }

  async end(
    trx: Knex.Transaction,
    id: string,
    by: 'approval' | 'withdrawal',
    now: Date,
  ): Promise<void> {
    await trx('changes_requests')
      .where({ id })
      .whereNull('ended_at')
      .update({ ended_at: now, ended_by: by });
  }
}
