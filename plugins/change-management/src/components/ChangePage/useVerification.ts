import { useApi } from '@backstage/frontend-plugin-api';
import {
  changeStory,
  StoryResult,
} from '@countersign/plugin-change-management-common';
import { readRefusal } from '@countersign/plugin-governance-react';
import {
  BundleVerification,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';

interface State {
  isPending: boolean;
  result?: BundleVerification;
  /** What the proven entries say of the change, held against the rules. */
  story?: StoryResult;
  failure?: string;
}

function storyOf({ proven }: BundleVerification): StoryResult | undefined {
  return (
    proven &&
    changeStory(
      [...proven.entries]
        .sort((a, b) => a.index - b.index)
        .map(({ entry }) => entry),
    )
  );
}

/** Fetches the evidence of a change and verifies it here, in the browser, with nobody's help. */
export function useVerification(number: string) {
  const api = useApi(changeManagementApiRef);
  const [state, setState] = useState<State>({ isPending: false });
  const verify = async (trustedKeys: string[]) => {
    setState({ isPending: true });
    try {
      const bytes = await api.getEvidence(number);
      const result = verifyBundle(bytes, { trustedKeys });
      setState({ isPending: false, result, story: storyOf(result) });
    } catch (error) {
      setState({ isPending: false, failure: readRefusal(error).message });
    }
  };
  return { ...state, verify };
}
