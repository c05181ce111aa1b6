import {
  alone,
  provenIn,
  StoryKind,
} from '@countersign/plugin-governance-common';
import { BundleProof } from '@countersign/plugin-ledger-common';

/** Judges all entries about one record, in the order of the log, beside what was proven with them. */
export type JudgeStory = StoryKind['judge'];

/** The story of the record that evidence was asked of: others that are proven with it, it is held against. */
export function judgeProven(
  proven: Pick<BundleProof, 'origin' | 'contents' | 'entries'>,
  judge: JudgeStory,
): ReturnType<JudgeStory> {
  const beside = provenIn(proven);
  const subject = askedOf(proven.contents);
  const entries = beside.flatMap(({ entry }) =>
    subject === undefined || entry.subject === subject ? [entry] : [],
  );
  return judge(entries, { ...alone, beside });
}

/** Whoever asks for several records names the one that it is about first. */
function askedOf(contents: BundleProof['contents']): string | undefined {
  switch (contents.kind) {
    case 'subject':
      return contents.subject;
    case 'subjects':
      return contents.subjects[0]?.subject;
    default:
      return undefined;
  }
}
