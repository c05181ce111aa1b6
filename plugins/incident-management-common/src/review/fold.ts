import { digestOf } from '@countersign/plugin-ledger-common';
import { ActionItem, ActionItemState, IncidentFacts } from '../model';
import { ReviewEntryData, ReviewEntryType } from './entries';

/** Who wrote an entry, and when. */
interface Signed {
  id: string;
  by: string;
  at: string;
}

type ReviewApplier<T extends ReviewEntryType> = (
  facts: IncidentFacts,
  data: ReviewEntryData<T>,
  signed: Signed,
) => IncidentFacts;

/** What becomes of an incident by what is learned from it. */
export const reviewAppliers: { [T in ReviewEntryType]: ReviewApplier<T> } = {
  'incident.review_started': (facts, { content }, { by, at }) => ({
    ...facts,
    review: {
      started: { by, at },
      author: by,
      revision: 1,
      digest: digestOf(content),
      edited: { by, at },
    },
  }),
  'incident.review_edited': (facts, { revision, content }, { by, at }) =>
    facts.review
      ? {
          ...facts,
          review: {
            ...facts.review,
            revision,
            digest: digestOf(content),
            edited: { by, at },
          },
        }
      : facts,
  'incident.review_taken': (facts, _, { by }) =>
    facts.review
      ? { ...facts, review: { ...facts.review, author: by } }
      : facts,
  'incident.review_published': (facts, published, { by, at }) =>
    facts.review
      ? {
          ...facts,
          review: { ...facts.review, published: { ...published, by, at } },
        }
      : facts,
  'incident.action_added': (facts, { record, ...item }, { id, by, at }) => ({
    ...facts,
    actionItems: [
      ...facts.actionItems,
      {
        id,
        ...item,
        ...(record && { record }),
        added: { by, at },
        state: 'open',
      },
    ],
  }),
  'incident.action_changed': (facts, { action, ...change }) =>
    onItem(facts, action, item => changed(item, change)),
  'incident.action_done': (facts, { action, text }, signed) =>
    onItem(facts, action, item => ended(item, 'done', text, signed)),
  'incident.action_canceled': (facts, { action, text }, signed) =>
    onItem(facts, action, item => ended(item, 'canceled', text, signed)),
  'incident.step_ticked': (facts, { runbook, page, part, step }, signed) => ({
    ...facts,
    steps: [
      ...facts.steps,
      {
        ...(runbook !== undefined && { runbook }),
        ...(page !== undefined && { page }),
        ...(part !== undefined && { part }),
        step,
        ...signed,
      },
    ],
  }),
  'incident.step_unticked': (facts, { tick }) => ({
    ...facts,
    steps: facts.steps.filter(({ id }) => id !== tick),
  }),
};

/** What has ended stays as it ended. */
function onItem(
  facts: IncidentFacts,
  id: string,
  apply: (item: ActionItem) => ActionItem,
): IncidentFacts {
  return {
    ...facts,
    actionItems: facts.actionItems.map(item =>
      item.id === id && item.state === 'open' ? apply(item) : item,
    ),
  };
}

function changed(
  { record: before, ...item }: ActionItem,
  {
    text,
    owner,
    dueAt,
    record,
  }: Omit<ReviewEntryData<'incident.action_changed'>, 'action'>,
): ActionItem {
  const after = record === undefined ? before : record ?? undefined;
  return {
    ...item,
    ...(text !== undefined && { text }),
    ...(owner !== undefined && { owner }),
    ...(dueAt !== undefined && { dueAt }),
    ...(after && { record: after }),
  };
}

function ended(
  item: ActionItem,
  state: Exclude<ActionItemState, 'open'>,
  text: string,
  { by, at }: Signed,
): ActionItem {
  return { ...item, state, ended: { text, by, at } };
}
