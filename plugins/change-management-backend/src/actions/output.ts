import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { AreaPages } from '@countersign/plugin-governance-node';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';

/** The shape of {@link describeChange}, as the actions registry takes it. */
export const describedChange = (z: typeof zod3) =>
  z.object({
    number: z.string(),
    title: z.string(),
    state: z.string(),
    risk: z.string().optional(),
    approvalStatus: z.string(),
    awaits: z.array(z.string()),
    next: z.string(),
    conditions: z.array(z.string()),
    url: z.string().describe('The page of the change'),
    path: z.string().describe('The same within the portal'),
  });

/** What an action says of a change: enough for the next step of a template or an assistant. */
export function describeChange(
  { change, risk, approvals, next }: ChangeDetail,
  pages: AreaPages,
) {
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
    conditions: next.conditions.map(({ text, remedy }) => `${text} ${remedy}`),
    url: pages.url(change.number),
    path: pages.path(change.number),
  };
}
