import {
  ActionPage,
  AskedVerb,
  draftReview,
  IncidentEntry,
  IncidentFacts,
  ListActions,
  ReviewContent,
  ReviewDetail,
  reviewRevisions,
} from '@countersign/plugin-incident-management-common';

const budget = { state: 'unknown' as const, objectives: [] };

/** What a verb leaves in the ledger, where the backend makes more of it than was asked for. */
export function deedOf(
  verb: AskedVerb,
  body: object,
  facts: IncidentFacts,
  entries: readonly IncidentEntry[],
): object {
  const { revision, content } = body as {
    revision: number;
    content: ReviewContent;
  };
  switch (verb) {
    case 'start-review':
      return { ...draftReview({ facts, entries }, budget), budget };
    case 'edit-review':
      if (revision !== facts.review?.revision) {
        throw Object.assign(
          new Error(`${facts.number} was written by somebody else meanwhile.`),
          { name: 'ConflictError' },
        );
      }
      return { revision: revision + 1, content };
    case 'publish-review':
      return { revision, digest: facts.review?.digest, times: facts.times };
    case 'add-action':
    case 'change-action': {
      const { record, ...fields } = body as { record?: string };
      return { ...fields, ...(record && { record: { number: record } }) };
    }
    default:
      return body;
  }
}

/** A review as the backend answers it. */
export function reviewOf(
  { review }: IncidentFacts,
  entries: readonly IncidentEntry[],
  asked?: number,
): ReviewDetail {
  const told = reviewRevisions(entries);
  if (!review || !told) throw new Error('There is no review');
  const shown =
    told.revisions.find(({ revision }) => revision === asked) ??
    told.revisions[0];
  return {
    review,
    revision: shown.revision,
    content: shown.content,
    basis: told.basis,
    budget: told.budget,
    revisions: told.revisions.map(({ content: _content, ...each }) => each),
  };
}

/** Action items of incidents as the backend lists them, for a reader. */
export function actionsOf(
  incidents: readonly IncidentFacts[],
  { mine, overdue, state }: ListActions,
  reader: string,
  now: string,
): ActionPage {
  const items = incidents
    .flatMap(({ number, title, actionItems }) =>
      actionItems.map(item => ({
        ...item,
        incident: number,
        title,
        overdue: item.state === 'open' && item.dueAt <= now,
      })),
    )
    .filter(
      item =>
        (!mine || item.owner === reader) &&
        (!overdue || item.overdue) &&
        (!Array.isArray(state) || !state.length || state.includes(item.state)),
    );
  return { items, count: { value: items.length, capped: false } };
}
