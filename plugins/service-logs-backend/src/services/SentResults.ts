import { ServiceUnavailableError } from '@backstage/errors';
import { Caller, Journal, Turns } from '@countersign/plugin-governance-node';
import {
  LogEntrySchemas,
  logEntrySchema,
  SendResult,
  SentResult,
  sentResultSchema,
} from '@countersign/plugin-service-logs-common';
import { SentEntry } from '@countersign/plugin-service-logs-node';
import { asked } from './asked';
import { DestinationRegistry } from './DestinationRegistry';
import { LogEntities } from './LogEntities';
import { LogExports } from './LogExports';

/** Sends kept results to places outside, for those who may keep results of the entity. */
export class SentResults {
  // Each is held in memory as a whole.
  readonly #turns = new Turns({
    atOnce: 2,
    mayWait: 20,
    words: 'other results wait to be sent',
  });

  constructor(
    private readonly options: {
      journal: Journal<LogEntrySchemas>;
      entities: LogEntities;
      exports: LogExports;
      destinations: DestinationRegistry;
    },
  ) {}

  /** Recorded before it leaves, and where it fails after it. What is sent again has the same ids, so that a destination may know it. */
  async send(
    caller: Caller,
    number: string,
    body: SendResult,
    signal: AbortSignal,
  ): Promise<SentResult> {
    const { journal, entities, exports, destinations } = this.options;
    const { query, digest, count } = await exports.get(caller, number);
    await entities.demand(caller, query.entityRef, 'export');
    const destination = destinations.one(body.destination);
    const { name, place } = destination;
    const sent = sentResultSchema.parse({
      ...{ destination: name, place, count, digest },
    });
    const release = await this.#turns.take(signal);
    try {
      const content = await exports.content(number);
      await journal.run(caller, unit => unit.record('log.sent', number, sent));
      try {
        await asked(() =>
          destination.write({ number, query }, entriesOf(number, content), {
            signal,
          }),
        );
      } catch (error) {
        const reason =
          error instanceof ServiceUnavailableError ? error.message : undefined;
        const failed = { ...sent, ...(reason !== undefined && { reason }) };
        await journal
          .run(caller, unit => unit.record('log.send_failed', number, failed))
          // Should that fail too, whoever sent it is told what failed first.
          .catch(() => undefined);
        throw error;
      }
    } finally {
      release();
    }
    return sent;
  }
}

function entriesOf(number: string, content: string): SentEntry[] {
  return content
    .split('\n')
    .filter(Boolean)
    .map((line, i) => ({
      id: `${number}-${i}`,
      entry: logEntrySchema.parse(JSON.parse(line)),
    }));
}
