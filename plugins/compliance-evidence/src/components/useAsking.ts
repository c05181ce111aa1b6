import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { InquiryDetail } from '@countersign/plugin-compliance-evidence-common';
import { CallOptions } from '@countersign/plugin-governance-common';
import {
  readRefusal,
  ServerRefusal,
  useIdempotencyKey,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { InquiryApi, inquiryApiRef } from '../api';
import { inquiryRouteRef } from '../routes';

/** Asks something of a run and leads to the answer; a refusal stays, and so does what was typed. */
export function useAsking() {
  const api = useApi(inquiryApiRef);
  const inquiryLink = useRouteRef(inquiryRouteRef);
  const navigate = useNavigate();
  const { keyFor, done } = useIdempotencyKey();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  /** @returns whether it was answered */
  const ask = async <B extends object>(
    body: B,
    post: (
      client: InquiryApi,
      given: B,
      options: CallOptions,
    ) => Promise<InquiryDetail>,
  ): Promise<boolean> => {
    setPending(true);
    setRefusal(undefined);
    try {
      const { inquiry } = await post(api, body, {
        idempotencyKey: keyFor(body),
      });
      done();
      const href = inquiryLink?.({ number: inquiry.number });
      if (href) navigate(href);
      return true;
    } catch (error) {
      setRefusal(readRefusal(error));
      return false;
    } finally {
      setPending(false);
    }
  };
  return {
    ask,
    state: { isPending, refusal, clear: () => setRefusal(undefined) },
  };
}
