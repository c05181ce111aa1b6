import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import {
  DEFINITION_VERSION,
  LogHistogram,
  LogMetric,
  LogMetricDefinition,
  LogPage,
  metricFilter,
  writeDefinition,
  writeMetricSource,
} from '@countersign/plugin-service-logs-common';
import { readDefinitions } from '@countersign/plugin-service-logs-common/definitions';
import { item } from '../slo/ServicePromise';
import { Trouble } from '../Trouble';
import { filter, LoggedIncident } from './LoggedIncident';

/** The metric of the demo, and the objective that counts by it. */
const METRIC = 'customer-engagement-answers';
const OBJECTIVE = 'customer-engagement-api-latency-logged';
/** A reading of the source, should one have just passed. */
const COUNTED_MS = 180_000;

/** The query becomes a metric as code, and a metric of the demo is what an objective counts by. */
export async function countIt(incident: LoggedIncident): Promise<void> {
  const { promise } = incident;
  const { report } = promise.stage;
  report.heading('The query becomes a metric, which is code');
  const metric: LogMetricDefinition = {
    ...{ apiVersion: DEFINITION_VERSION, kind: 'LogMetric' },
    metadata: { name: 'customer-engagement-failed-lately' },
    spec: { entity: item, filter, type: 'counter' },
  };
  const written = writeDefinition(metric);
  report.say(written);
  const { metrics, problems } = readDefinitions(written);
  report.expect(
    'a file of definitions takes it',
    metrics.length === 1 && problems.length === 0,
    'catalog-info/log-queries, by pull request',
  );
  report.say(`An objective in an OpenSLO file counts by it:
${writeMetricSource(metric)}`);
  // What is being written just now would be in one answer and not in the other.
  const { from } = incident.around;
  const past = { entityRef: item, from, to: incident.started };
  await expectCounted(incident, { ...past, filter: '' });

  report.heading('An objective counts by a metric of the log');
  const known = await incident.read<LogMetric>(`/metrics/${METRIC}`);
  const count = async (le?: number) => {
    const asked = metricFilter(known, le);
    if ('problem' in asked) throw new Trouble(asked.problem);
    const query = { ...incident.around, ...asked };
    return (await incident.read<LogHistogram>('/histogram', query)).total;
  };
  const [within, all] = [await count(1), await count()];
  report.say(`${METRIC}: ${within} of ${all} answers came within a second`);
  const objective = await promise.until(
    'The objective is counted',
    COUNTED_MS,
    async () => {
      const seen = await promise.read<ObjectiveDetail>(
        `/objectives/${OBJECTIVE}`,
      );
      return seen.counts && seen.counts.total > 0 ? seen : undefined;
    },
  );
  const { title, definition, counts } = objective;
  report.expect(
    'it is measured by what the log says',
    definition.text.includes(METRIC) && within <= all,
    `${title}: ${counts?.bad} of ${counts?.total} were not, in ${definition.file}`,
  );
}

/** The count of a metric is the number of entries that a search finds, page by page. */
async function expectCounted(
  incident: LoggedIncident,
  asked: { entityRef: string; from: string; to: string; filter: string },
): Promise<void> {
  const { total } = await incident.read<LogHistogram>('/histogram', asked);
  let found = 0;
  let cursor: string | undefined;
  do {
    const page: LogPage = await incident.read('/entries', {
      ...{ ...asked, limit: 500, cursor },
    });
    found += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  incident.promise.stage.report.expect(
    'what is counted is what a search finds',
    total === found,
    `${total} entries in the ten minutes before`,
  );
}
