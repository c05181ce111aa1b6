import { StoryResultOf } from '@countersign/plugin-governance-common';
import {
  BundleVerification,
  LedgerEntry,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { useState } from 'react';
import { readRefusal } from '../../api';

/** Judges all entries about one record, in the order of the log. */
export type JudgeStory = (
  entries: LedgerEntry[],
) => StoryResultOf<string, string>;

interface State {
  isPending: boolean;
  result?: BundleVerification;
  /** What the proven entries say of the record, held against the rules. */
  story?: StoryResultOf<string, string>;
  failure?: string;
}

function storyOf({ proven }: BundleVerification, judge: JudgeStory) {
  return (
    proven &&
    judge(
      [...proven.entries]
        .sort((a, b) => a.index - b.index)
        .map(({ entry }) => entry),
    )
  );
}

/** Fetches the evidence of a record and verifies it here, in the browser, with nobody's help. */
export function useVerification(
  getEvidence: () => Promise<Uint8Array>,
  judge: JudgeStory,
) {
  const [state, setState] = useState<State>({ isPending: false });
  const verify = async (trustedKeys: string[]) => {
    setState({ isPending: true });
    try {
      const bytes = await getEvidence();
      const result = verifyBundle(bytes, { trustedKeys });
      setState({ isPending: false, result, story: storyOf(result, judge) });
    } catch (error) {
      setState({ isPending: false, failure: readRefusal(error).message });
    }
  };
  return { ...state, verify };
}
