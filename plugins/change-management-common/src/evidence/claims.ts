import {
  ClaimBookOf,
  StoryClaimOf,
} from '@countersign/plugin-governance-common';

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
  demands: 'What other areas demanded follows from what they put on record',
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

/** One claim about the story of a change, and whether its entries bear it out. */
export type StoryClaim = StoryClaimOf<StoryClaimId>;

/** Collects, claim by claim, what speaks for it and what against it. */
export class ClaimBook extends ClaimBookOf<StoryClaimId> {
  constructor() {
    super(storyClaims);
  }
}
