import { Change } from '@countersign/plugin-change-management-common';

/**
 * Everything of a change that an approver reads, or that a policy or the risk uses, field by field. Who implements it
 * is a matter of duties and is not in here.
 */
export function contentOf(change: Change): Record<string, string> {
  const { window, plan, template } = change;
  return {
    title: change.title,
    description: change.description,
    justification: change.justification,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    backoutPlan: change.backoutPlan,
    links: change.links.map(link => `${link.title} ${link.url}`).join(),
    category: change.category,
    reliabilityFix: String(change.reliabilityFix),
    environment: change.environment,
    items: [...change.items].sort().join(),
    window: window ? `${window.start} ${window.end}` : '',
    commit: change.commit ?? '',
    plan: plan?.digest ?? '',
    type: change.type,
    template: template?.digest ?? '',
  };
}

/** The first field in which they differ. */
export function differenceOf(
  a: Record<string, string>,
  b: Record<string, string>,
): string | undefined {
  return Object.keys(a).find(field => a[field] !== b[field]);
}

/** Whether two changes bring the same to one of the same items, whatever they are called. */
export function bringTheSame(a: Change, b: Change): boolean {
  return (
    a.environment === b.environment &&
    a.items.some(item => b.items.includes(item)) &&
    ((a.commit !== undefined && a.commit === b.commit) ||
      (a.plan !== undefined && a.plan.digest === b.plan?.digest))
  );
}

/** Whether who approved one had all before them that the other brings. */
export function answersFor(approved: Change, brought: Change): boolean {
  return (
    approved.environment === brought.environment &&
    approved.commit === brought.commit &&
    approved.plan?.digest === brought.plan?.digest &&
    brought.items.every(item => approved.items.includes(item))
  );
}

/** What a rejection is about: the same content stays rejected whatever type it takes. */
export function rejectableOf(change: Change): string {
  const { type: _, template: __, ...rest } = contentOf(change);
  return JSON.stringify(rest);
}
