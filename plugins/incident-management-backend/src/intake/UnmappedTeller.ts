import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import {
  AreaPages,
  recordNotification,
} from '@countersign/plugin-governance-node';
import {
  AlertSeverity,
  reachedBy,
  shortened,
} from '@countersign/plugin-incident-management-common';
import { StoredGroup } from '../database/GroupStore';
import { OnCallRoster } from '../oncall/OnCallRoster';
import { IncidentUnit } from '../services/IncidentKeeper';
import { maskedText } from './masking';

const pluginId = 'incident-management';

/** What fires of a group that leads to no entity. */
export interface UnmappedFacts {
  firing: number;
  severity: AlertSeverity | null;
  beganAt: Date;
}

/** Tells whom configuration names of alerts that lead to no entity, in the unit of work that judges their group. */
export class UnmappedTeller {
  constructor(
    private readonly options: {
      tell: readonly string[];
      roster: Pick<OnCallRoster, 'world'>;
      pages: AreaPages;
    },
  ) {}

  /** @returns those who are told; empty where configuration names nobody, or nobody of those can be reached now */
  async tell(
    unit: IncidentUnit,
    group: StoredGroup,
    { firing, severity, beganAt }: UnmappedFacts,
    graph: CmdbGraph,
  ): Promise<string[]> {
    const { roster, pages } = this.options;
    const tell = [...this.options.tell];
    if (tell.length === 0) return [];
    const { trx, now } = unit;
    const world = await roster.world(trx, graph, undefined, now);
    const told = reachedBy({ tell }, world).flatMap(reached =>
      'who' in reached
        ? [{ recipient: reached.who, ...(reached.via && { via: reached.via }) }]
        : [],
    );
    if (told.length === 0) return [];
    const { id, integration, condition } = group;
    const title = shortened(maskedText(group.title || condition), 300);
    await unit.record('alert_group.told', id, {
      ...{ integration, title, firing, tell, told },
      condition: shortened(maskedText(condition), 300),
      beganAt: beganAt.toISOString(),
    });
    const recipients = told.map(({ recipient }) => recipient);
    unit.tell(
      recordNotification(
        {
          pluginId,
          title,
          number: `Alerts of ${integration}`,
          path: pages.path('triage'),
          urgent: severity === 'critical' || severity === null,
        },
        {
          recipients,
          occasion: `unmapped-${id}`,
          words: 'lead to no entity: say what they are about',
          weight: 'act',
        },
      ),
    );
    return recipients;
  }
}
