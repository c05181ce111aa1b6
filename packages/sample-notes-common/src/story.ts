import {
  ClaimBookOf,
  person,
  phraseOf,
  record,
  say,
  StoryKind,
  StoryResultOf,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { noteEntries } from './entries';
import { judgeFinish } from './judge';
import { noteNumber, NoteState } from './model';

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
interface Told {
  title: string;
  assignee: string;
  state: NoteState;
}

/** Judges what the ledger says of one note, entry by entry. */
function noteStory(entries: LedgerEntry[]): StoryResultOf<Claim, NoteState> {
  const book = new ClaimBookOf<Claim>(claims);
  const number = entries[0]?.subject ?? '';
  let note: Told | undefined;
  for (const { id, type, subject, actor, data } of entries) {
    const isOurs = noteEntries.is(type) && subject === number;
    const isReadable =
      isOurs && noteEntries.schemas[type].safeParse(data).success;
    book.check(
      'readable',
      isReadable,
      {
        pass: 'All are.',
        fail: say`${type} about ${record(subject)} is none of this note.`,
      },
      id,
    );
    if (!isReadable) continue;
    if (type === 'note.opened') {
      book.check(
        'opened',
        note === undefined,
        {
          pass: say`Opened by ${person(actor)}.`,
          fail: say`Opened again by ${person(actor)}.`,
        },
        id,
      );
      const { title, assignee } = noteEntries.schemas[type].parse(data);
      note ??= { title, assignee, state: 'open' };
    } else if (note) {
      const verdict = judgeFinish(
        { number, ...note },
        { ref: actor, by: 'person' },
      );
      book.check(
        'finished',
        verdict.ok,
        {
          pass: say`Finished by ${person(actor)}.`,
          fail: verdict.ok
            ? ''
            : say`${person(actor)} finished it. ${
                phraseOf('message', verdict.refusal) ?? ''
              }`,
        },
        id,
      );
      note = { ...note, state: 'done' };
    } else {
      book.refutes('opened', `${type} comes before the opening.`, id);
    }
  }
  const judged = book.claims(idle);
  return {
    subject: number,
    title: note?.title,
    state: note?.state,
    rules: 1,
    holds: entries.length > 0 && judged.every(({ holds }) => holds),
    claims: judged,
  };
}

/** How whoever verifies evidence judges what a log says of notes. */
export const noteStories: StoryKind<Claim, NoteState> = {
  prefix: noteNumber.prefix,
  opening: 'note.opened',
  judge: noteStory,
  limits: ['That what was said to be done was done: people judged that.'],
};
