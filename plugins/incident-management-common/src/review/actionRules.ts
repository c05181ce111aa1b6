import {
  person,
  record,
  Refusal,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { CallOf, ok, Verdict } from '../judge/verdict';
import { IncidentWorld, MOST } from '../judge/world';
import { ActionItem, IncidentFacts } from '../model';

/** Somebody owns it, and it is due some time to come. */
export function addAction(
  facts: IncidentFacts,
  { data }: CallOf<'add-action'>,
  { now }: IncidentWorld,
): Verdict {
  if (!facts.review) return unwritten(facts.number);
  if (facts.actionItems.length >= MOST.actionItems) {
    return refuse(
      'room',
      'It has as many action items as an incident can have.',
      'Open a problem for what is more.',
    );
  }
  return inFuture(data.dueAt, now) ?? ok;
}

/** Later takes a reason, which stays. */
export function changeAction(
  facts: IncidentFacts,
  { data }: CallOf<'change-action'>,
  { now }: IncidentWorld,
): Verdict {
  const { verdict, item } = openItem(facts, data.action);
  if (!item) return verdict;
  const { text, owner, dueAt, record: tie, reason } = data;
  const isOther =
    (text !== undefined && text !== item.text) ||
    (owner !== undefined && lower(owner) !== lower(item.owner)) ||
    (dueAt !== undefined && dueAt !== item.dueAt) ||
    (tie !== undefined && tie?.number !== item.record?.number);
  if (!isOther)
    return refuse('fields', 'Nothing is other.', 'Change something.');
  if (dueAt === undefined || dueAt === item.dueAt) return ok;
  if (Date.parse(dueAt) > Date.parse(item.dueAt) && reason === undefined) {
    return refuse(
      'reason',
      say`It is due at ${time(item.dueAt)}, and would be later.`,
      'Say why.',
      ['reason'],
    );
  }
  return inFuture(dueAt, now) ?? ok;
}

/** Whoever owns it says that it is done, or the author of the review, who looks after all of them. */
export function finishAction(
  facts: IncidentFacts,
  { who, data }: CallOf<'finish-action'>,
): Verdict {
  const { verdict, item } = openItem(facts, data.action);
  if (!item) return verdict;
  const ref = lower(who.ref);
  return ref === lower(item.owner) || ref === facts.review?.author
    ? ok
    : refuse(
        'duty',
        say`${person(item.owner)} owns it.`,
        say`Ask ${person(item.owner)}, or take it over first.`,
      );
}

/** What was promised is not dropped by whoever promised it. */
export function cancelAction(
  facts: IncidentFacts,
  { who, data }: CallOf<'cancel-action'>,
): Verdict {
  const { verdict, item } = openItem(facts, data.action);
  if (!item) return verdict;
  return lower(who.ref) === lower(item.owner)
    ? refuse(
        'duty',
        'You own it.',
        'Ask somebody else to cancel it, or to take it over.',
      )
    : ok;
}

function openItem(
  { actionItems }: IncidentFacts,
  id: string,
): { verdict: Verdict; item?: ActionItem } {
  const item = actionItems.find(each => each.id === id);
  if (!item) {
    return {
      verdict: refuse(
        'action',
        'There is no such action item.',
        'Read it again.',
        ['action'],
      ),
    };
  }
  if (item.state === 'open') return { verdict: ok, item };
  const { by, at } = item.ended ?? item.added;
  return {
    verdict: refuse(
      'action',
      item.state === 'done'
        ? say`${person(by)} finished it at ${time(at)}.`
        : say`${person(by)} canceled it at ${time(at)}.`,
      'Add another one.',
    ),
  };
}

function inFuture(
  dueAt: string,
  now: string,
): { ok: false; refusal: Refusal } | undefined {
  if (Date.parse(dueAt) > Date.parse(now)) return undefined;
  return refuse(
    'due',
    'It would have been due already.',
    'Give a time to come.',
    ['dueAt'],
  );
}

/** Nothing was learned yet. */
export function unwritten(number: string): Verdict {
  return refuse(
    'review',
    say`${record(number)} has no review.`,
    'Start its review first.',
  );
}

/** Refs of people are compared so. */
export function lower(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
