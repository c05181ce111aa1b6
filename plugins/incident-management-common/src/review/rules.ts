import {
  person,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { room } from '../judge/room';
import { CallOf, ok, Rules, Verdict } from '../judge/verdict';
import { IncidentWorld, MOST } from '../judge/world';
import { IncidentFacts, Review } from '../model';
import {
  addAction,
  cancelAction,
  changeAction,
  finishAction,
  lower,
  unwritten,
} from './actionRules';
import { reviewBasis } from './draft';

/** What is learned from an incident, and the steps of runbooks. */
export const reviewRules = {
  'start-review': start,
  'edit-review': edit,
  'take-review': take,
  'publish-review': publish,
  'add-action': addAction,
  'change-action': changeAction,
  'finish-action': finishAction,
  'cancel-action': cancelAction,
  'tick-step': tick,
  'untick-step': ({ steps }, { data }) =>
    steps.some(({ id }) => id === data.tick)
      ? ok
      : refuse('step', 'No such step was taken.', 'Read it again.', ['tick']),
} satisfies Rules;

/** A draft says what the timeline says, and nothing else. */
function start(
  facts: IncidentFacts,
  { data }: CallOf<'start-review'>,
  { story }: IncidentWorld,
): Verdict {
  if (facts.review) {
    return refuse(
      'review',
      say`${person(facts.review.author)} writes its review.`,
      say`Ask ${person(facts.review.author)}, or take it over.`,
    );
  }
  const known = reviewBasis({ facts, entries: story ?? [] });
  // Whoever only asks whether it may be done has no timeline yet.
  const drafted = story ? data.basis : { ...data.basis, moments: [] };
  return digestOf(drafted) === digestOf(known)
    ? ok
    : refuse(
        'basis',
        'That is not what its timeline says.',
        'Draft it from the timeline.',
      );
}

/** A review is written by one person at a time: nothing is lost between two. */
function edit(
  facts: IncidentFacts,
  { who, data }: CallOf<'edit-review'>,
): Verdict {
  const { verdict, review } = written(facts, who.ref);
  if (!review) return verdict;
  if (data.revision !== review.revision + 1) {
    return refuse(
      'revision',
      `Revision ${review.revision} is the latest, and this would be ${data.revision}.`,
      'Read it again: what you wrote is not lost.',
      ['revision'],
    );
  }
  return digestOf(data.content) === review.digest
    ? refuse('fields', 'Nothing is other.', 'Change something.')
    : ok;
}

function take(
  { review, number }: IncidentFacts,
  { who }: CallOf<'take-review'>,
): Verdict {
  if (!review) return unwritten(number);
  return review.author === lower(who.ref)
    ? refuse('review', 'You write it already.', 'Nothing is left to do.')
    : ok;
}

function publish(
  facts: IncidentFacts,
  { who, data }: CallOf<'publish-review'>,
): Verdict {
  const { verdict, review } = written(facts, who.ref);
  if (!review) return verdict;
  if (data.revision !== review.revision || data.digest !== review.digest) {
    return refuse(
      'revision',
      `Revision ${review.revision} is the latest.`,
      'Read it again, and publish that.',
      ['revision'],
    );
  }
  if (digestOf(data.times) !== digestOf(facts.times)) {
    return refuse(
      'basis',
      'Those are not its times.',
      'Publish it with the times that it has.',
    );
  }
  return review.published?.revision === review.revision &&
    digestOf(review.published.times) === digestOf(facts.times)
    ? refuse('published', 'It is published.', 'Nothing is left to do.')
    : ok;
}

/** Its author alone writes and publishes a review. */
function written(
  { review, number }: IncidentFacts,
  ref: string,
): { verdict: Verdict; review?: Review } {
  if (!review) return { verdict: unwritten(number) };
  return review.author === lower(ref)
    ? { verdict: ok, review }
    : {
        verdict: refuse(
          'duty',
          say`${person(review.author)} writes its review.`,
          say`Ask ${person(review.author)}, or take it over.`,
        ),
      };
}

function tick(
  { steps }: IncidentFacts,
  { data }: CallOf<'tick-step'>,
): Verdict {
  const { runbook, page, part, step } = data;
  if (page !== undefined && runbook === undefined) {
    return refuse(
      'step',
      'A page belongs to the documentation of an entity, and none is named.',
      'Name the entity as the runbook.',
      ['runbook'],
    );
  }
  const taken = steps.find(
    each =>
      each.runbook === runbook &&
      each.page === page &&
      each.part === part &&
      each.step === step,
  );
  if (taken) {
    return refuse(
      'step',
      say`${person(taken.by)} took it at ${time(taken.at)}.`,
      'Nothing is left to do.',
      ['step'],
    );
  }
  return room(steps, MOST.steps, 'steps');
}
