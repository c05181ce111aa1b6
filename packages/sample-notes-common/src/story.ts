import {
  ClaimBookOf,
  person,
  refusedStep,
  say,
  StoryKind,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { noteEntries } from './entries';
import { judgeFinish } from './judge';
import { Note, noteNumber, NoteState } from './model';

/** What the story of a note is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with the opening of this note, and has no other',
  readable: 'Every entry has the form of its type and is about this note',
  finished: 'It was finished once, by whom it is for',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  finished: 'It is not finished.',
};

/** The note as far as its entries told. */
type Told = Pick<Note, 'number' | 'title' | 'assignee' | 'state'>;

/** What becomes of a note by one more entry. */
function apply(
  note: Told | undefined,
  { type, subject, data }: LedgerEntry,
): Told | undefined {
  if (type !== 'note.opened') return note && { ...note, state: 'done' };
  const { title, assignee } = noteEntries.schemas[type].parse(data);
  return note ?? { number: subject, title, assignee, state: 'open' };
}

function tellStep(
  entry: LedgerEntry,
  note: Told,
  book: ClaimBookOf<Claim>,
): void {
  const { id, actor } = entry;
  const verdict = judgeFinish(note, { ref: actor, by: 'person' });
  book.check(
    'finished',
    verdict.ok,
    {
      pass: say`Finished by ${person(actor)}.`,
      fail: verdict.ok ? '' : refusedStep(entry, verdict.refusal),
    },
    id,
  );
}

/** How whoever verifies evidence judges what a log says of notes. */
export const noteStories: StoryKind<Claim, NoteState> = {
  prefix: noteNumber.prefix,
  opening: 'note.opened',
  judge: entries =>
    tellStory<Claim, Told>(entries, {
      noun: 'note',
      opening: 'note.opened',
      schemas: noteEntries.schemas,
      claims,
      idle,
      apply,
      tellStep,
    }),
  limits: ['That what was said to be done was done: people judged that.'],
};
