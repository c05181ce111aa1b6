import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { ScheduleRule } from '../model';
import { PlacedChange, Surroundings } from './input';
import { ruleApplies, ruleCovers } from './ruleApplies';

/** The freezes and maintenance windows a change has to keep to. */
export interface ApplicableRules {
  freezes: ScheduleRule[];
  /** By item that has maintenance windows: those that cover it. It may be changed in any of them. */
  maintenance: Map<string, ScheduleRule[]>;
}

/**
 * Which rules bind the change. An emergency is bound by the freezes that do not let emergencies through, and by no
 * maintenance window. A withdrawn maintenance window binds nobody; a withdrawn freeze did until it was.
 */
export function applicableRules(
  change: PlacedChange,
  { rules, graph }: Pick<Surroundings, 'rules' | 'graph'>,
): ApplicableRules {
  const emergency = change.type === 'emergency';
  const items = change.items
    .map(ref => graph.item(ref))
    .filter((item): item is ConfigurationItem => item !== undefined);
  const maintenance = new Map<string, ScheduleRule[]>();
  if (!emergency) {
    for (const item of items) {
      const covering = rules.filter(
        rule =>
          rule.kind === 'maintenance' &&
          rule.endedAt === undefined &&
          ruleCovers(rule, item, change.environment),
      );
      if (covering.length > 0) {
        maintenance.set(item.entityRef, covering);
      }
    }
  }
  return {
    freezes: rules.filter(
      rule =>
        rule.kind === 'freeze' &&
        !(emergency && rule.allowEmergency) &&
        ruleApplies(rule, items, change.environment),
    ),
    maintenance,
  };
}
