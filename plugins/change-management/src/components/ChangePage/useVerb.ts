import { useApi } from '@backstage/frontend-plugin-api';
import {
  ChangeDetail,
  ChangeVerb,
  VerbBody,
} from '@countersign/plugin-change-management-common';
import { useVerb as useVerbOf } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useChangePage } from './ChangeContext';
import { changedFields } from './changedFields';

/** Does one thing to the change of the page. */
export function useVerb<V extends ChangeVerb>(verb: V) {
  const api = useApi(changeManagementApiRef);
  const state = useChangePage();
  const { number } = state.detail.change;
  return useVerbOf<ChangeDetail, VerbBody<V>>(state, {
    act: (body, options) => api.act(number, verb, body, options),
    differences: (before, after) => changedFields(before.change, after.change),
    // What is decided about is another than the reader saw.
    isStale: refusal => refusal.guard === 'subject',
  });
}
