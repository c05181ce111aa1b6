import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { itemView } from '@countersign/plugin-governance-common';
import { ScheduleRule } from '../model';

/** What of a freeze or maintenance window says what it is about. */
export type RuleScope = Pick<ScheduleRule, 'scope' | 'environments'>;

/** Whether the rule is about the item in that environment. */
export function ruleCovers(
  rule: RuleScope,
  item: ConfigurationItem,
  environment: string,
): boolean {
  return (
    (rule.environments.length === 0 ||
      rule.environments.includes(environment)) &&
    (rule.scope === undefined ||
      evaluateFilterPredicate(rule.scope, itemView(item)))
  );
}

/** Whether the rule is about any of the items in that environment; a rule without scope is about everything. */
export function ruleApplies(
  rule: RuleScope,
  items: readonly ConfigurationItem[],
  environment: string,
): boolean {
  if (rule.scope === undefined) {
    return (
      rule.environments.length === 0 || rule.environments.includes(environment)
    );
  }
  return items.some(item => ruleCovers(rule, item, environment));
}
