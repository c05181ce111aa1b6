import { ActionItem, IncidentFacts } from '../model';
import { reviewBasis } from './draft';
import { lower } from './actionRules';
import { ReviewVerb } from './verbs';

/** Of each verb a call that is refused only where every call of it is. */
export function likelyReview(
  facts: IncidentFacts,
  ref: string,
): Record<ReviewVerb, object> {
  const { review, actionItems, steps, times } = facts;
  const open = actionItems.filter(({ state }) => state === 'open');
  const own = open.find(({ owner }) => lower(owner) === lower(ref));
  const others = open.find(({ owner }) => lower(owner) !== lower(ref));
  const of = (item: ActionItem | undefined) => ({
    action: (item ?? open[0])?.id ?? '',
  });
  return {
    'start-review': { basis: reviewBasis({ facts, entries: [] }) },
    'edit-review': { revision: (review?.revision ?? 0) + 1, content: {} },
    'take-review': {},
    'publish-review': {
      revision: review?.revision,
      digest: review?.digest,
      times,
    },
    'add-action': { dueAt: '9999-12-31T00:00:00.000Z' },
    'change-action': { ...of(undefined), text: '' },
    'finish-action': of(own),
    'cancel-action': of(others),
    'tick-step': { step: '' },
    'untick-step': { tick: steps[0]?.id ?? '' },
  };
}
