import { ServiceLevelsClient } from '@countersign/plugin-service-levels-common';
import {
  Collection,
  demandPeriod,
  mapFew,
  PAGE_SIZE,
  pagesOf,
  TokenFor,
} from './model';

/** Objectives, each with the events that were counted for it in a period: `good`, `bad` and `total`. */
export function objectives(
  client: ServiceLevelsClient,
  tokenFor: TokenFor,
): Collection {
  return async function* read(ask) {
    const { from, untilNow: to } = demandPeriod(ask, 'objectives');
    const options = async () => ({
      ...(await tokenFor('service-levels')),
      signal: ask.signal,
    });
    const list = async (cursor: string | undefined) =>
      client.listObjectives({ limit: PAGE_SIZE, cursor }, await options());
    for await (const { items, stated } of pagesOf(list)) {
      const records = await mapFew(items, async objective => {
        const { step, points } = await client.getHistory(
          objective.id,
          { from, to },
          await options(),
        );
        if (Date.parse(from) % step !== 0 || Date.parse(to) % step !== 0) {
          ask.gap(
            `The objective ${objective.id} is counted in steps of ${
              step / 60_000
            } min, so the figures may be off by one step at each end of the period`,
          );
        }
        const bad = points.reduce((sum, each) => sum + each.bad, 0);
        const total = points.reduce((sum, each) => sum + each.total, 0);
        const { id, slo, title, service, component, owner, target } = objective;
        // How it stands now, which the rest of a summary says, is not about the period.
        return {
          ...{
            id,
            slo,
            title,
            service,
            target,
            windowKind: objective.windowKind,
          },
          component: component ?? null,
          owner: owner ?? null,
          ...{ from, to, good: total - bad, bad, total },
          measuredSteps: points.length,
        };
      });
      const silent = records.filter(({ total }) => total === 0);
      for (const { id } of silent) {
        ask.gap(`Nothing was counted for the objective ${id} in the period`);
      }
      yield { records, stated };
    }
  };
}
