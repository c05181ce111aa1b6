import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { useAsyncData } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { toPreviewRequest } from './formErrors';
import { FormValues } from './formValues';

/** How long the form rests before it is judged again, in milliseconds. */
const PAUSE = 500;

/** Risk, conflicts, approvers and problems of what stands in the form, a moment after the last key. */
export function usePreview(values: FormValues, number?: string) {
  const api = useApi(changeManagementApiRef);
  const request = useMemo(
    () => JSON.stringify(toPreviewRequest(values, number)),
    [values, number],
  );
  const [settled, setSettled] = useState(request);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(request), PAUSE);
    return () => clearTimeout(timer);
  }, [request]);
  const ready = values.items.length > 0 || values.plan !== undefined;
  return useAsyncData(
    ready ? settled : undefined,
    signal => api.previewChange(JSON.parse(settled), { signal }),
    { keepPrevious: true },
  );
}
