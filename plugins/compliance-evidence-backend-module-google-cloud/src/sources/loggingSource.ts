import { EvidenceSourceKind } from '@countersign/plugin-compliance-evidence-node';
import { boundFilter } from './ask';
import { cloudError } from './cloudError';
import { lazily } from './lazily';
import { jsonOf, Message } from './messages';
import { PagedCall, pagesOf } from './pages';
import { clientOptions, loggingSchema, settingsOf } from './settings';

/** As far as it is asked. */
export interface LoggingClient {
  listLogEntries: PagedCall;
}

function newClient(options: object): LoggingClient {
  const {
    v2,
  }: typeof import('@google-cloud/logging') = require('@google-cloud/logging');
  return new v2.LoggingServiceV2Client(options);
}

/** As many as one answer may have. */
const PAGE_SIZE = 1000;
const explain = (error: unknown) =>
  cloudError(error, { service: 'Cloud Logging', role: 'roles/logging.viewer' });

/**
 * Cloud Logging. A query is a filter, such as `timestamp >= ${period_start} AND timestamp < ${period_end} AND severity >= ERROR`;
 * entries come as its API writes them in JSON, one a line, the oldest first.
 */
export function loggingSources(
  makeClient: (
    options: object,
  ) => LoggingClient | Promise<LoggingClient> = newClient,
): EvidenceSourceKind {
  return {
    kind: 'google-cloud-logging',
    create({ name, system, config }) {
      const settings = settingsOf(name, config, loggingSchema);
      const clientOnce = lazily(() => makeClient(clientOptions(settings)));
      return {
        system: system ?? 'Cloud Logging',
        async snapshot({ query, signal }, write) {
          const client = await clientOnce();
          const asOf = new Date().toISOString();
          const call = client.listLogEntries.bind(client);
          const request = {
            resourceNames: settings.resources,
            filter: boundFilter(
              query.text.trim(),
              query.parameters,
              quoted => `(${quoted.join(' OR ')})`,
            ),
            orderBy: 'timestamp asc',
            pageSize: PAGE_SIZE,
          };
          let pages = 0;
          for await (const page of pagesOf(call, request, {
            signal,
            explain,
          })) {
            pages += 1;
            const entries = (page.entries ?? []) as Message[];
            // The client says in "payload" which of three fields is the payload.
            const lines = entries.map(
              ({ payload, ...entry }) => `${JSON.stringify(jsonOf(entry))}\n`,
            );
            if (lines.length > 0) await write(Buffer.from(lines.join('')));
          }
          return { asOf, format: 'ndjson', completeness: { pages, gaps: [] } };
        },
      };
    },
  };
}
