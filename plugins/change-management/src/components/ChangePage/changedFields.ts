import { Change } from '@countersign/plugin-change-management-common';
import {
  ChangedField,
  changedFields as fieldsChanged,
} from '@countersign/plugin-governance-react';

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
  reliabilityFix: c => (c.reliabilityFix ? 'yes' : 'no'),
  implementationPlan: c => c.implementationPlan,
  testPlan: c => c.testPlan,
  backoutPlan: c => c.backoutPlan,
} satisfies Record<string, (change: Change) => string>;

/** What differs between the change a reader saw and the one that stands there now. */
export function changedFields(before: Change, after: Change): ChangedField[] {
  return fieldsChanged(watched, before, after);
}
