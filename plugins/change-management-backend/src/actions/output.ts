import { ChangeDetail } from '@countersign/plugin-change-management-common';

/** What an action says of a change: enough for the next step of a template or an assistant. */
export function describeChange({
  change,
  risk,
  approvals,
  next,
}: ChangeDetail) {
  return {
    number: change.number,
    title: change.title,
    state: change.state,
    risk: risk?.level,
    approvalStatus: change.approvalStatus,
    awaits: (approvals?.requirements ?? [])
      .filter(r => !r.satisfied)
      .map(r => r.group),
    next: next.text,
    url: `/changes/${change.number}`,
  };
}

/** A response as a plain JSON object. */
export function asOutput(response: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(response));
}
