import {
  Change,
  checkStandardTemplate,
  RiskLevel,
  TemplatedChange,
} from '@countersign/plugin-change-management-common';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Settings } from '../settings';

/**
 * Why a change or a draft is not what its template pre-approves, in sentences; empty when it is, or has no template.
 */
export function templateProblems(
  { templates }: Pick<Settings, 'templates'>,
  change: TemplatedChange & Pick<Change, 'type'>,
  items: readonly ConfigurationItem[],
  risk: { level: RiskLevel },
): string[] {
  if (change.type !== 'standard' || !change.template) return [];
  const { id } = change.template;
  const known = templates.find(template => template.id === id);
  if (!known) return [`There is no template ${id} any more.`];
  const { digest: _, ...template } = known;
  return checkStandardTemplate(template, change, items, risk);
}
