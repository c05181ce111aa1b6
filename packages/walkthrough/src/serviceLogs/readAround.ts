import {
  LogContext,
  LogHistogram,
  LogOverview,
  LogPage,
  SavedLogQuery,
} from '@countersign/plugin-service-logs-common';
import { item } from '../slo/ServicePromise';
import { filter, LoggedIncident } from './LoggedIncident';

/** The log ten minutes around the incident, what stands around an entry, and the query for whoever asks it again. */
export async function readAround(incident: LoggedIncident): Promise<void> {
  const { report } = incident.promise.stage;
  const asked = { ...incident.around, filter };
  report.heading('Whoever is on call reads the log ten minutes around it');
  const started = performance.now();
  const { items } = await incident.read<LogPage>('/entries', asked);
  const ms = Math.round(performance.now() - started);
  for (const { timestamp, body } of items.slice(0, 3)) {
    report.say(`${timestamp} ${body}`);
  }
  report.expect(
    'failed answers are there, and all of them are of that time',
    items.length > 0 &&
      items.every(
        ({ timestamp = '' }) => timestamp >= asked.from && timestamp < asked.to,
      ),
    `${items.length} on the first page, in ${ms} ms`,
  );
  const { total, complete } = await incident.read<LogHistogram>(
    '/histogram',
    asked,
  );
  report.expect('the chart counted all of it', complete, `${total} entries`);
  const [first] = items;
  const around = await incident.read<LogContext>('/context', {
    ...{ entityRef: item, id: first?.id, before: 2, after: 2 },
  });
  report.expect(
    'what stands before and after an entry is shown, whatever the filter',
    around.items.some(({ id }) => id === first?.id) && around.items.length > 1,
    `${around.items.length} entries`,
  );

  report.heading('The query is saved');
  const { body: saved } = await incident.act<SavedLogQuery>(
    '/service-logs/queries',
    {
      ...{ entityRef: item, filter, minutes: 60 },
      title: `Failed answers, ${incident.number}`,
    },
  );
  const { queries } = await incident.read<LogOverview>('/overview', {
    entityRef: item,
  });
  report.expect(
    'it stands beside those of the team, which are code',
    queries.some(({ id }) => id === saved.id) &&
      queries.some(({ kind }) => kind === 'code'),
    queries.map(({ title }) => title).join(', '),
  );
  // It was for this story alone.
  await incident.act(`/service-logs/queries/${saved.id}/forget`, {});
}
