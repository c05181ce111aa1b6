import {
  ClaimBookOf,
  openedBy,
  phraseOf,
  refusedStep,
  StoryKind,
  StoryResultOf,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { attestationNumber } from '../fields';
import { writerOf } from '../life';
import {
  applyAttestationEntry,
  attestationEntrySchemas,
  judgeAttesting,
  judgeWithdrawing,
} from './attestations';
import { AttestationFacts, AttestationState } from './model';

/** What the story of an attestation is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with this attestation, and has no other',
  readable:
    'Every entry has the form of its type and is about this attestation',
  lawful:
    'A person attested who had not made the evidence, and hid no open finding',
  withdrawn: 'It was withdrawn at most once, by whoever made it',
};
/** One of the claims about an attestation. */
export type AttestationClaim = keyof typeof claims;

const idle: Record<AttestationClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  lawful: 'There are no entries.',
  withdrawn: 'It stands.',
};

function tellOpening(
  entry: LedgerEntry,
  book: ClaimBookOf<AttestationClaim>,
): void {
  const attested = attestationEntrySchemas['attestation.made'].parse(
    entry.data,
  );
  const verdict = judgeAttesting(attested, writerOf(entry), 'elsewhere');
  book.supports('opened', openedBy(entry), entry.id);
  book.check(
    'lawful',
    verdict.ok,
    {
      pass: 'One did.',
      fail: verdict.ok ? '' : phraseOf('message', verdict.refusal) ?? '',
    },
    entry.id,
  );
}

function tellStep(
  entry: LedgerEntry,
  facts: AttestationFacts,
  book: ClaimBookOf<AttestationClaim>,
): void {
  const verdict = judgeWithdrawing(facts, writerOf(entry));
  book.check(
    'withdrawn',
    verdict.ok,
    {
      pass: 'It was.',
      fail: verdict.ok ? '' : refusedStep(entry, verdict.refusal),
    },
    entry.id,
  );
}

/** Judges what the ledger says of one attestation, as the portal had to. */
export function attestationStory(
  entries: LedgerEntry[],
): StoryResultOf<AttestationClaim, AttestationState> {
  return tellStory<AttestationClaim, AttestationFacts>(entries, {
    noun: 'attestation',
    opening: 'attestation.made',
    schemas: attestationEntrySchemas,
    claims,
    idle,
    apply: applyAttestationEntry,
    tellOpening,
    tellStep,
  });
}

/** How whoever verifies evidence judges what a log says of attestations. */
export const attestationStories: StoryKind<AttestationClaim, AttestationState> =
  {
    prefix: attestationNumber.prefix,
    opening: 'attestation.made',
    judge: attestationStory,
    limits: [
      'That the control works: a person judged that, by the run that the attestation names.',
      'Who made the evidence: the portal said so with the attestation, and the story of the run proves it.',
    ],
  };
