import { StoryClaimOf } from './story';

/** Collects, claim by claim, what speaks for it and what against it. */
export class ClaimBookOf<Id extends string> {
  readonly #sentences: Record<Id, string>;
  readonly #for = new Map<Id, Map<string, Set<string>>>();
  readonly #against = new Map<Id, Map<string, Set<string>>>();

  /** @param sentences - Every claim, in the order in which they are told. */
  constructor(sentences: Record<Id, string>) {
    this.#sentences = sentences;
  }

  supports(claim: Id, detail: string, entryId: string): void {
    note(this.#for, claim, detail, entryId);
  }

  refutes(claim: Id, detail: string, entryId: string): void {
    note(this.#against, claim, detail, entryId);
  }

  /** `refutes` unless it is so, else `supports`. */
  check(
    claim: Id,
    isSo: boolean,
    detail: { pass: string; fail: string },
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
      const told = against ?? this.#for.get(id);
      return {
        id,
        claim: this.#sentences[id],
        holds: !against,
        detail: told ? [...told.keys()].join(' ') : idle[id],
        entryIds: told
          ? [...new Set([...told.values()].flatMap(ids => [...ids]))]
          : [],
      };
    });
  }
}

function note<Id extends string>(
  book: Map<Id, Map<string, Set<string>>>,
  claim: Id,
  detail: string,
  entryId: string,
) {
  const details = book.get(claim) ?? new Map<string, Set<string>>();
  book.set(claim, details);
  details.set(detail, (details.get(detail) ?? new Set()).add(entryId));
}
