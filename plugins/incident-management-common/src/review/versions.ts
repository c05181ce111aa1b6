import type { IncidentEntry } from '../facts';
import { BudgetImpact, ReviewBasis, ReviewContent } from '../model';
import { reviewEntrySchemas } from './entries';

/** A review as it was written at one time. */
export interface ReviewRevision {
  revision: number;
  content: ReviewContent;
  by: string;
  at: string;
}

/** Every revision of a review, the newest first, and what the first was drafted from; undefined where there is none. */
export function reviewRevisions(entries: readonly IncidentEntry[]):
  | {
      basis: ReviewBasis;
      budget: BudgetImpact;
      revisions: [ReviewRevision, ...ReviewRevision[]];
    }
  | undefined {
  const begin = entries.find(({ type }) => type === 'incident.review_started');
  const draft =
    begin &&
    reviewEntrySchemas['incident.review_started'].safeParse(begin.data).data;
  if (!draft) return undefined;
  const first = {
    revision: 1,
    content: draft.content,
    by: begin.actor,
    at: begin.occurredAt,
  };
  const edits = entries.flatMap(({ type, data, actor, occurredAt }) => {
    if (type !== 'incident.review_edited') return [];
    const edit = reviewEntrySchemas[type].safeParse(data).data;
    return edit ? [{ ...edit, by: actor, at: occurredAt }] : [];
  });
  const { basis, budget } = draft;
  const [newest = first, ...older] = [first, ...edits].reverse();
  return { basis, budget, revisions: [newest, ...older] };
}
