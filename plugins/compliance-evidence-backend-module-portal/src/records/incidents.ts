import {
  IncidentClient,
  incidentTimes,
} from '@countersign/plugin-incident-management-common';
import {
  Collection,
  demandPeriod,
  PAGE_SIZE,
  pagesOf,
  TokenFor,
} from './model';

/** Incidents that were opened in a period, drills among them, as the list of incidents has them. */
export function incidents(
  client: IncidentClient,
  tokenFor: TokenFor,
): Collection {
  return async function* read(ask) {
    const period = demandPeriod(ask, 'incidents');
    const list = async (cursor: string | undefined) =>
      client.listIncidents(
        {
          openedFrom: period.from,
          openedTo: period.to,
          sort: 'opened',
          limit: PAGE_SIZE,
          cursor,
        },
        {
          ...(await tokenFor('incident-management')),
          signal: ask.signal,
        },
      );
    for await (const { items, stated } of pagesOf(list)) {
      const records = items.map(incident => ({
        ...incident,
        // A time that none of them has reached is told as such.
        times: Object.fromEntries(
          incidentTimes.map(time => [time, incident.times[time] ?? null]),
        ),
      }));
      yield { records, stated };
    }
  };
}
