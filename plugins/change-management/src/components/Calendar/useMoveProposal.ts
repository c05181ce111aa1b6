import { useApi } from '@backstage/frontend-plugin-api';
import {
  ChangeDetail,
  Preview,
  previewOf,
} from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
/** What saving a new window does to the approvals there are. */
export type MoveConsequence =
  | { kind: 'none' }
  | { kind: 'returns' }
  | { kind: 'voidsPreapproval' }
  | { kind: 'voidsSome'; count: number };

/**
 * A new window is a material edit: it voids approvals and returns the change to Assess, once approval was asked for.
 */
export function consequenceOfMove(detail: ChangeDetail): MoveConsequence {
  const { change, approvals } = detail;
  if (change.approvalStatus === 'preapproved') {
    return { kind: 'voidsPreapproval' };
  }
  const given = (approvals?.requirements ?? [])
    .flatMap(requirement => requirement.approvals)
    .filter(
      approval => approval.decision === 'approved' && !approval.void,
    ).length;
  if (given > 0) return { kind: 'voidsSome', count: given };
  return change.state === 'authorize' || change.state === 'scheduled'
    ? { kind: 'returns' }
    : { kind: 'none' };
}

/** The change as it stands, and what the server says of it in the proposed window. Nothing is saved. */
export function useMoveProposal(
  number: string,
  window: TimeWindow | undefined,
): { detail: AsyncData<ChangeDetail>; preview: AsyncData<Preview> } {
  const api = useApi(changeManagementApiRef);
  const detail = useAsyncData(`move:${number}`, signal =>
    api.getChange(number, { signal }),
  );
  const change = detail.data?.change;
  const preview = useAsyncData(
    change && window && JSON.stringify([number, change.version, window]),
    signal => api.previewChange({ ...previewOf(change!), window }, { signal }),
  );
  return { detail, preview };
}
