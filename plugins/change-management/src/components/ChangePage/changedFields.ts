import { Change } from '@countersign/plugin-change-management-common';
import { ChangedField } from '@countersign/plugin-governance-react';

/** The fields a reader may have relied on. */
const watched = {
  state: c => c.state,
  title: c => c.title,
  type: c => c.type,
  environment: c => c.environment,
  items: c => c.items.join(', '),
  window: c => (c.window ? `${c.window.start} – ${c.window.end}` : ''),
  implementer: c => c.implementer ?? '',
  commit: c => c.commit ?? '',
  plan: c => c.plan?.digest ?? '',
  risk: c => (c.risk ? `${c.risk.level} · ${c.risk.score}` : ''),
  approvals: c => c.approvalStatus,
  hold: c => c.hold?.reason ?? '',
  description: c => c.description,
  justification: c => c.justification,
  implementationPlan: c => c.implementationPlan,
  testPlan: c => c.testPlan,
  backoutPlan: c => c.backoutPlan,
} satisfies Record<string, (change: Change) => string>;

const longest = 120;
const shortened = (text: string) =>
  text.length > longest ? `${text.slice(0, longest)}…` : text || '—';

/** What differs between the change a reader saw and the one that stands there now. */
export function changedFields(before: Change, after: Change): ChangedField[] {
  return Object.entries(watched).flatMap(([field, read]) =>
    read(before) === read(after)
      ? []
      : [
          {
            field,
            before: shortened(read(before)),
            after: shortened(read(after)),
          },
        ],
  );
}
