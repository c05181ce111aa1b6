import { useApi } from '@backstage/frontend-plugin-api';
import {
  BundleVerification,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { useState } from 'react';
import { changeManagementApiRef, readRefusal } from '../../api';

interface State {
  isPending: boolean;
  result?: BundleVerification;
  failure?: string;
}

/** Fetches the evidence of a change and verifies it here, in the browser, with nobody's help. */
export function useVerification(number: string) {
  const api = useApi(changeManagementApiRef);
  const [state, setState] = useState<State>({ isPending: false });
  const verify = async (trustedKeys: string[]) => {
    setState({ isPending: true });
    try {
      const bytes = await api.getEvidence(number);
      setState({
        isPending: false,
        result: verifyBundle(bytes, { trustedKeys }),
      });
    } catch (error) {
      setState({ isPending: false, failure: readRefusal(error).message });
    }
  };
  return { ...state, verify };
}
