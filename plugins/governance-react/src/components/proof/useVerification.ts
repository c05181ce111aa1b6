import { StoryResultOf } from '@countersign/plugin-governance-common';
import {
  BundleVerification,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { useState } from 'react';
import { readRefusal } from '../../api';
import { judgeProven, JudgeStory } from './judgeProven';

interface State {
  isPending: boolean;
  result?: BundleVerification;
  /** What the proven entries say of the record, held against the rules. */
  story?: StoryResultOf<string, string>;
  failure?: string;
}

const untold: State = { isPending: false };

/**
 * Fetches the evidence of a record and verifies it here, in the browser, with nobody's help.
 *
 * @param of - Names what the evidence is of: of something else nothing is verified yet.
 */
export function useVerification(
  of: string | undefined,
  getEvidence: () => Promise<Uint8Array>,
  judge: JudgeStory,
) {
  const [told, setTold] = useState({ of, state: untold });
  const verify = async (trustedKeys: string[]) => {
    const tell = (state: State) => setTold({ of, state });
    tell({ isPending: true });
    try {
      const bytes = await getEvidence();
      const result = verifyBundle(bytes, { trustedKeys });
      tell({
        isPending: false,
        result,
        story: result.proven && judgeProven(result.proven, judge),
      });
    } catch (error) {
      tell({ isPending: false, failure: readRefusal(error).message });
    }
  };
  const state = told.of === of ? told.state : untold;
  return { ...state, verify };
}
