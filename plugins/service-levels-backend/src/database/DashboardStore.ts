import {
  DashboardScope,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import { Row } from '@countersign/plugin-governance-node';
import {
  ComponentList,
  ObjectiveCounts,
  ObjectiveState,
  SystemList,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** Counts objectives and their alerts, for figures: of ten thousand as of ten. */
export class DashboardStore {
  /** How many objectives of each system are in which state, by system. */
  async systems(knex: Knex): Promise<SystemList['items']> {
    const rows: Row[] = await knex('objectives AS o')
      .join('objective_states AS s', 's.seq', 'o.seq')
      .whereNull('o.retired_at')
      .whereNotNull('o.system')
      .groupBy('o.system', 's.state')
      .orderBy(['o.system', 's.state'])
      .select('o.system', 's.state')
      .count('* AS count');
    const systems = new Map<string, SystemList['items'][number]>();
    for (const { system, state, count } of rows) {
      const name = String(system);
      const found = systems.get(name) ?? { system: name, states: {} };
      found.states[state as ObjectiveState] = Number(count);
      systems.set(name, found);
    }
    return [...systems.values()];
  }

  /** How many objectives each component has, by component. */
  async components(knex: Knex): Promise<ComponentList['items']> {
    const rows: Row[] = await knex('objectives')
      .whereNull('retired_at')
      .whereNotNull('component')
      .groupBy('component')
      .orderBy('component')
      .select('component')
      .count('* AS count');
    return rows.map(({ component, count }) => ({
      component: String(component),
      objectives: Number(count),
    }));
  }

  async counts(
    knex: Knex,
    asked: DashboardScope,
    scope: ResolvedScope,
  ): Promise<ObjectiveCounts> {
    const [states, median, alerts] = await Promise.all([
      inScope(
        knex('objectives AS o').join('objective_states AS s', 's.seq', 'o.seq'),
        asked,
        scope,
      )
        .whereNull('o.retired_at')
        .groupBy('s.state')
        .select('s.state')
        .count('* AS count') as Promise<Row[]>,
      inScope(
        knex('objectives AS o').join('objective_states AS s', 's.seq', 'o.seq'),
        asked,
        scope,
      )
        .whereNull('o.retired_at')
        .first(
          knex.raw(
            'percentile_disc(0.5) WITHIN GROUP (ORDER BY s.budget_left) AS median, count(s.budget_left) AS n',
          ),
        ) as Promise<Row>,
      inScope(
        knex('alerts AS a').join('objectives AS o', 'o.id', 'a.objective'),
        asked,
        scope,
      )
        .where('a.fired_at', '>=', asked.previousFrom)
        .where('a.fired_at', '<', asked.to)
        .first(
          knex.raw('count(*) FILTER (WHERE a.fired_at >= ?) AS now', [
            asked.from,
          ]),
          knex.raw('count(*) FILTER (WHERE a.fired_at < ?) AS before', [
            asked.from,
          ]),
        ) as Promise<Row>,
    ]);
    return {
      states: Object.fromEntries(
        states.map(({ state, count }) => [state, Number(count)]),
      ) as Partial<Record<ObjectiveState, number>>,
      budget: {
        n: Number(median.n),
        ...(median.median !== null && { median: Number(median.median) }),
      },
      alerts: { now: Number(alerts.now), before: Number(alerts.before) },
    };
  }
}

/** Those of the teams and systems that are asked for: an objective knows both. */
function inScope(
  query: Knex.QueryBuilder,
  { system }: DashboardScope,
  { teams }: ResolvedScope,
): Knex.QueryBuilder {
  if (teams) query.whereRaw('o.owner = ANY (?::text[])', [teams]);
  if (system) query.whereRaw('o.system = ANY (?::text[])', [system]);
  return query;
}
