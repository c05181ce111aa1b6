import { ApprovalPolicy, ApprovalRequirement, ItemView } from '../model';

/**
 * Whom a policy asks about these configuration items. A group that several lines ask is asked once, for the highest
 * of their counts: an owner of three items looks at the change once.
 *
 * An item without an owner yields a requirement on the item itself, which nobody can meet: a policy that asks owners
 * is never met for lack of one.
 */
export function requirementsOf(
  policy: Pick<ApprovalPolicy, 'name' | 'require'>,
  items: readonly Pick<ItemView, 'entityRef' | 'owner'>[],
): ApprovalRequirement[] {
  const merged = new Map<string, { count: number; reasons: string[] }>();
  const ask = (group: string, count: number, reason: string) => {
    const known = merged.get(group);
    merged.set(group, {
      count: Math.max(count, known?.count ?? 0),
      reasons: [...new Set([...(known?.reasons ?? []), reason])],
    });
  };
  for (const line of policy.require) {
    if ('group' in line) {
      ask(line.group, line.count, `policy ${policy.name}`);
    } else {
      for (const { entityRef, owner } of items) {
        ask(
          owner ?? entityRef,
          line.count,
          owner ? `owner of ${entityRef}` : `${entityRef} has no owner`,
        );
      }
    }
  }
  return Array.from(merged, ([group, { count, reasons }]) => ({
    group,
    count,
    reason: reasons.join(', '),
  }));
}

/** Whether somebody can be in it at all: an owner may be a user, an ownerless item stands for its missing owner. */
export function isAskable(group: string): boolean {
  return /^(group|user):/i.test(group);
}
