import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import {
  readRefusal,
  useIdempotencyKey,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { ReadPlan } from '../Plan';
import { UploadedPlanInfo } from './formValues';

/** Hands a plan to the server, which reads, redacts and keeps it; the form holds only its digest from then on. */
export function usePlanUpload(onPlan: (plan?: UploadedPlanInfo) => void) {
  const api = useApi(changeManagementApiRef);
  const { keyFor, done } = useIdempotencyKey();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  const upload = async (read: ReadPlan | undefined) => {
    setError(undefined);
    if (!read) {
      onPlan(undefined);
      return;
    }
    setPending(true);
    try {
      const taken = await api.uploadPlan(
        { plan: read.plan },
        { idempotencyKey: keyFor(read.plan) },
      );
      done();
      onPlan({
        digest: taken.digest,
        fileName: read.fileName,
        resources: read.resources,
        terraformVersion: read.terraformVersion,
        counts: taken.counts,
        redactions: taken.redactions,
        unmapped: taken.unmapped.length,
        items: taken.items.map(item => item.entityRef),
      });
    } catch (failure) {
      setError(readRefusal(failure).message);
    }
    setPending(false);
  };
  return { upload, isPending, error };
}
