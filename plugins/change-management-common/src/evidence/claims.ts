/** What a story is asked, in the order in which it is told. */
export const storyClaims = {
  opened: 'The story begins with the opening of this change',
  readable: 'Every entry has the form of its type and is about this change',
  states: 'The change took only steps that its type allows',
  bound:
    'Every approval is bound to exactly what stood there when it was given',
  duties: 'Nobody approved who had a hand in the change',
  approved: 'It was approved before it was implemented',
  gate: 'The gate let through only what was approved, when it was approved',
  deployed: 'What was deployed is what was approved, inside the window',
  verdicts: 'Each recorded verdict is the one that follows from the facts',
  closed: 'It was closed after its review, as the rules allow',
  relied: 'Every decision states what it relied on, and that is on record',
  written:
    'Only those who may wrote to it, and nothing was written after the start',
  whole: 'It names at least what it touches',
  owed: 'What went ahead unapproved was answered, or is visibly owed',
} as const;
export type StoryClaimId = keyof typeof storyClaims;

/** What a story told under the first version of the rules is asked. */
export const claimsOfRules1: readonly StoryClaimId[] = [
  'opened',
  'readable',
  'states',
  'bound',
  'duties',
  'approved',
  'gate',
  'deployed',
  'verdicts',
  'closed',
];

/** One claim about a story, and whether its entries bear it out. */
export interface StoryClaim {
  id: StoryClaimId;
  /** The claim, as a sentence. */
  claim: string;
  holds: boolean;
  /** What bears it out, or every way in which it fails. */
  detail: string;
  /** The ledger entries it rests on, or fails by. */
  entryIds: string[];
}

/** Collects, claim by claim, what speaks for it and what against it. */
export class ClaimBook {
  readonly #for = new Map<StoryClaimId, Map<string, Set<string>>>();
  readonly #against = new Map<StoryClaimId, Map<string, Set<string>>>();

  supports(claim: StoryClaimId, detail: string, entryId: string): void {
    note(this.#for, claim, detail, entryId);
  }

  refutes(claim: StoryClaimId, detail: string, entryId: string): void {
    note(this.#against, claim, detail, entryId);
  }

  /** `refutes` unless it is so, else `supports`. */
  check(
    claim: StoryClaimId,
    isSo: boolean,
    detail: { pass: string; fail: string },
    entryId: string,
  ): void {
    if (isSo) this.supports(claim, detail.pass, entryId);
    else this.refutes(claim, detail.fail, entryId);
  }

  /** @param asked - Which claims are told; all when absent. */
  claims(
    idle: Record<StoryClaimId, string>,
    asked: readonly StoryClaimId[] = Object.keys(storyClaims) as StoryClaimId[],
  ): StoryClaim[] {
    return asked.map(id => {
      const against = this.#against.get(id);
      const told = against ?? this.#for.get(id);
      return {
        id,
        claim: storyClaims[id],
        holds: !against,
        detail: told ? [...told.keys()].join(' ') : idle[id],
        entryIds: told
          ? [...new Set([...told.values()].flatMap(ids => [...ids]))]
          : [],
      };
    });
  }
}

function note(
  book: Map<StoryClaimId, Map<string, Set<string>>>,
  claim: StoryClaimId,
  detail: string,
  entryId: string,
) {
  const details = book.get(claim) ?? new Map<string, Set<string>>();
  book.set(claim, details);
  details.set(detail, (details.get(detail) ?? new Set()).add(entryId));
}
