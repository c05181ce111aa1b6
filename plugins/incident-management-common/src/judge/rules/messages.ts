import { person, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { full, room } from '../room';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { IncidentWorld, MOST } from '../world';

/** What is written about it. */
export const messageRules = {
  update,
  note: ({ authors }) =>
    Object.keys(authors).length < MOST.authors ? ok : full('notes'),
  pin,
  unpin,
  rewrite,
} satisfies Rules;

function update(
  facts: IncidentFacts,
  { data }: CallOf<'update'>,
  { now }: IncidentWorld,
): Verdict {
  if (facts.state === 'triage') {
    return refuse(
      'state',
      'It is looked at quietly, and nobody was told of it.',
      'Accept it first, or write a note.',
    );
  }
  if (data.nextAt !== undefined) {
    if (facts.state === 'resolved') {
      return refuse(
        'next',
        'It is resolved.',
        'Promise no further update, or reopen it.',
        ['nextAt'],
      );
    }
    if (Date.parse(data.nextAt) <= Date.parse(now)) {
      return refuse(
        'next',
        'The next update would have been due already.',
        'Give a time to come.',
        ['nextAt'],
      );
    }
  }
  return Object.keys(facts.authors).length < MOST.authors
    ? ok
    : full('updates');
}

function pin({ pinned }: IncidentFacts, { data }: CallOf<'pin'>): Verdict {
  return pinned.includes(data.entry)
    ? refuse('pinned', 'It is pinned already.', 'Nothing is left to do.')
    : room(pinned, MOST.pinned, 'pinned entries');
}

function unpin({ pinned }: IncidentFacts, { data }: CallOf<'unpin'>): Verdict {
  return pinned.includes(data.entry)
    ? ok
    : refuse('pinned', 'It is not pinned.', 'Nothing is left to do.');
}

function rewrite(
  facts: IncidentFacts,
  { who, data }: CallOf<'rewrite'>,
): Verdict {
  const author = Object.hasOwn(facts.authors, data.entry)
    ? facts.authors[data.entry]
    : undefined;
  if (author === undefined) {
    return refuse(
      'entry',
      'That is no note or update of it.',
      'Correct a note or an update.',
      ['entry'],
    );
  }
  return author === who.ref.toLocaleLowerCase('en-US')
    ? ok
    : refuse(
        'duty',
        say`${person(author)} wrote it.`,
        say`Ask ${person(author)} to correct it, or write a note.`,
      );
}
