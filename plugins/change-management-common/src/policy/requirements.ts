import {
  entity,
  joined,
  Phrase,
  phraseOf,
  plainText,
  say,
  told,
  ItemView,
} from '@countersign/plugin-governance-common';
import {
  ApprovalPolicy,
  ApprovalRequirement,
  GateDemand,
  ToldRequirement,
} from '../model';

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
  return toldRequirements(policy, items).map(onRecord);
}

/**
 * With what other areas demand beside: whoever is asked by both is asked for one more, since an approval that is there
 * anyway would be none more.
 */
export function withDemands(
  requirements: readonly ToldRequirement[],
  demands: readonly Pick<GateDemand, 'title' | 'require'>[],
  items: readonly Pick<ItemView, 'entityRef' | 'owner'>[],
): ToldRequirement[] {
  return demands.reduce<ToldRequirement[]>(
    (asked, { title, require }) => {
      const more = toldRequirements({ name: title, require }, items);
      const known = new Set(asked.map(({ group }) => group));
      return [
        ...asked.map(each => {
          const added = more.find(({ group }) => group === each.group);
          return added ? together(each, added, title) : each;
        }),
        ...more
          .filter(({ group }) => !known.has(group))
          .map(({ group, count }) => ({
            group,
            count,
            reason: `demanded by: ${title}`,
          })),
      ];
    },
    [...requirements],
  );
}

function together(
  asked: ToldRequirement,
  more: ToldRequirement,
  title: string,
): ToldRequirement {
  return {
    group: asked.group,
    count: asked.count + more.count,
    ...told(
      'reason',
      say`${phraseOf('reason', asked) ?? ''}, and ${
        more.count
      } more demanded by: ${title}`,
    ),
  };
}

/** A requirement as the ledger holds it. */
export function onRecord({
  group,
  count,
  reason,
}: ToldRequirement): ApprovalRequirement {
  return { group, count, reason };
}

/** The same with what their reasons refer to. */
export function toldRequirements(
  policy: Pick<ApprovalPolicy, 'name' | 'require'>,
  items: readonly Pick<ItemView, 'entityRef' | 'owner'>[],
): ToldRequirement[] {
  const merged = new Map<
    string,
    { count: number; reasons: Map<string, Phrase> }
  >();
  const ask = (group: string, count: number, reason: Phrase) => {
    const known = merged.get(group);
    merged.set(group, {
      count: Math.max(count, known?.count ?? 0),
      reasons: (known?.reasons ?? new Map()).set(plainText(reason), reason),
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
          owner
            ? say`owner of ${entity(entityRef)}`
            : say`${entity(entityRef)} has no owner`,
        );
      }
    }
  }
  return Array.from(merged, ([group, { count, reasons }]) => ({
    group,
    count,
    ...told('reason', joined([...reasons.values()], ', ')),
  }));
}

/** Whether somebody can be in it at all: an owner may be a user, an ownerless item stands for its missing owner. */
export function isAskable(group: string): boolean {
  return /^(group|user):/i.test(group);
}
