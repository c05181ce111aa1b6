import { joined, Phrase, plainText, told } from '../sentence';
import { StoryClaimOf } from './story';

/** What was said of a claim: by its text, the sentence and the entries that show it. */
type NotesOfOne = Map<string, { phrase: Phrase; entries: Set<string> }>;
type Notes<Id extends string> = Map<Id, NotesOfOne>;

/** Collects, claim by claim, what speaks for it and what against it. */
export class ClaimBookOf<Id extends string> {
  readonly #sentences: Record<Id, string>;
  readonly #for: Notes<Id> = new Map();
  readonly #against: Notes<Id> = new Map();

  /** @param sentences - Every claim, in the order in which they are told. */
  constructor(sentences: Record<Id, string>) {
    this.#sentences = sentences;
  }

  supports(claim: Id, detail: Phrase, entryId: string): void {
    note(this.#for, claim, detail, entryId);
  }

  refutes(claim: Id, detail: Phrase, entryId: string): void {
    note(this.#against, claim, detail, entryId);
  }

  /** `refutes` unless it is so, else `supports`. */
  check(
    claim: Id,
    isSo: boolean,
    detail: { pass: Phrase; fail: Phrase },
    entryId: string,
  ): void {
    if (isSo) this.supports(claim, detail.pass, entryId);
    else this.refutes(claim, detail.fail, entryId);
  }

  /** @param asked - Which claims are told; all when absent. */
  claims(
    idle: Record<Id, string>,
    asked: readonly Id[] = Object.keys(this.#sentences) as Id[],
  ): StoryClaimOf<Id>[] {
    return asked.map(id => {
      const against = this.#against.get(id);
      const notes: NotesOfOne = against ?? this.#for.get(id) ?? new Map();
      const said = [...notes.values()];
      return {
        id,
        claim: this.#sentences[id],
        holds: !against,
        ...told(
          'detail',
          said.length
            ? joined(
                said.map(({ phrase }) => phrase),
                ' ',
              )
            : idle[id],
        ),
        entryIds: [...new Set(said.flatMap(({ entries }) => [...entries]))],
      };
    });
  }
}

function note<Id extends string>(
  book: Notes<Id>,
  claim: Id,
  phrase: Phrase,
  entryId: string,
) {
  const details: NotesOfOne = book.get(claim) ?? new Map();
  book.set(claim, details);
  const text = plainText(phrase);
  const known = details.get(text) ?? { phrase, entries: new Set() };
  known.entries.add(entryId);
  details.set(text, known);
}
