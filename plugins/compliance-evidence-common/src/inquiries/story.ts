import {
  openedBy,
  StoryKind,
  StoryResultOf,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { applyInquiryEntry, inquiryEntrySchemas } from './entries';
import { contradictions } from './judge';
import { InquiryFacts, inquiryNumber } from './model';

/** What the story of an inquiry is asked, in the order in which it is told. */
const claims = {
  opened: 'The story is this inquiry, answered once',
  readable: 'Every entry has the form of its type and is about this inquiry',
  agrees:
    'What came out agrees with what was asked; a sample follows from the signed root',
};
/** One of the claims about an inquiry. */
export type InquiryClaim = keyof typeof claims;

const idle: Record<InquiryClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  agrees: 'There are no entries.',
};

/** Judges what the ledger says of one inquiry. */
export function inquiryStory(
  entries: LedgerEntry[],
): StoryResultOf<InquiryClaim, InquiryFacts['state']> {
  return tellStory<InquiryClaim, InquiryFacts>(entries, {
    noun: 'inquiry',
    opening: 'inquiry.answered',
    schemas: inquiryEntrySchemas,
    claims,
    idle,
    apply: applyInquiryEntry,
    tellOpening(entry, book) {
      const facts = applyInquiryEntry(undefined, entry);
      const found = facts ? contradictions(facts) : [];
      book.supports('opened', openedBy(entry), entry.id);
      book.check(
        'agrees',
        found.length === 0,
        { pass: 'It does.', fail: found.join(' ') },
        entry.id,
      );
    },
    tellStep: () => undefined,
  });
}

/** How whoever verifies evidence judges what a log says of inquiries. */
export const inquiryStories: StoryKind<InquiryClaim, InquiryFacts['state']> = {
  prefix: inquiryNumber.prefix,
  opening: 'inquiry.answered',
  judge: inquiryStory,
  limits: [
    'That the run gives this answer: verify the inquiry together with the pack of the run for that.',
    'That what was made by hand was made without looking at the run.',
  ],
};
