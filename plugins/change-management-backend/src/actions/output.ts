import {
  ChangeDetail,
  Preview,
} from '@countersign/plugin-change-management-common';
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

/** The shape of {@link describePreview}, as the actions registry takes it. */
export const describedPreview = (z: typeof zod3) =>
  z.object({
    risk: z.string().optional(),
    items: z.array(z.string()),
    conflicts: z.number().describe('With other changes and with freezes'),
    conflictsWith: z.array(z.string()).describe('Each of them in a sentence'),
    awaits: z.array(z.string()).describe('Groups whose approval it would need'),
    problems: z
      .array(z.string())
      .describe('What keeps it from being submitted as it is'),
    nextFreeWindow: z.object({ start: z.string(), end: z.string() }).optional(),
    summary: z.string().describe('All of it in a sentence or two'),
  });

/** What an action says of a change that nobody has opened. */
export function describePreview(preview: Preview) {
  const { risk, conflicts, approvals, problems, nextFreeSlot } = preview;
  const awaits = (approvals?.requirements ?? []).map(({ group }) => group);
  const missing = problems.map(({ field, message }) =>
    field ? `${field}: ${message}` : message,
  );
  return {
    ...(risk && { risk: risk.level }),
    items: preview.items.map(({ entityRef }) => entityRef),
    conflicts: conflicts.length,
    conflictsWith: conflicts.map(({ explanation }) => explanation),
    awaits,
    problems: missing,
    ...(nextFreeSlot && { nextFreeWindow: nextFreeSlot }),
    summary: [
      risk && `The risk is ${risk.level}.`,
      conflicts.length > 0 &&
        `It conflicts with ${conflicts.length} of what else is planned.`,
      awaits.length > 0 && `It needs the approval of ${awaits.join(' and ')}.`,
      missing.length > 0 && `Not yet right: ${missing.join('; ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}
