import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import { Caller, Journal } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  ExportLogs,
  LogEntry,
  LogEntrySchemas,
  LogExport,
  LogExportPage,
} from '@countersign/plugin-service-logs-common';
import { LogEntity, LogSource } from '@countersign/plugin-service-logs-node';
import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { ExportStore } from '../database/ExportStore';
import { asked } from './asked';
import { LogEntities } from './LogEntities';
import { SourceRegistry } from './SourceRegistry';

/** Bytes of one export: more is for the source to hand out. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Entries that are asked for at a time. */
const PAGE = 500;

type Checked = Required<Pick<ExportLogs, 'filter'>> & ExportLogs;

/** Keeps results as evidence: what was asked, how many entries came, and the digest of their bytes are in the ledger. */
export class LogExports {
  constructor(
    private readonly options: {
      sources: SourceRegistry;
      entities: LogEntities;
      journal: Journal<LogEntrySchemas>;
      ledger: Ledger;
      store: ExportStore;
      timeoutMs: number;
      exportEntries: number;
    },
  ) {}

  async export(
    caller: Caller,
    body: Checked,
    {
      idempotencyKey,
      signal,
    }: { idempotencyKey?: string; signal: AbortSignal },
  ): Promise<LogExport> {
    const { entities, sources, journal, store } = this.options;
    const entity = await entities.demand(caller, body.entityRef, 'export');
    const source = sources.one(entity, body.source);
    const { from, to, filter, reason } = body;
    const query = {
      entityRef: entity.entityRef,
      source: source.name,
      language: source.language,
      filter,
      from,
      to,
    };
    // Before the transaction: it is not held open while a source answers.
    const result = await this.#gather(source, entity, query, signal);
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const { content, ...figures } = result;
        const kept = {
          query,
          ...figures,
          reason,
          exportedBy: caller.ref,
          content,
        };
        const exported = await store.insert(unit.trx, kept, unit.now);
        await unit.record('log.exported', exported.number, {
          query,
          ...figures,
          reason,
        });
        return exported;
      },
      {
        request: { operation: 'export', body },
        keep: ({ number }) => number,
        again: async ({ trx }, number) => {
          const found = await store.find(trx, number);
          if (!found) throw missing(number);
          return found;
        },
      },
    );
  }

  async list(
    caller: Caller,
    query: { entityRef: string; limit: number; cursor?: string },
  ): Promise<LogExportPage> {
    const { entities, store, journal } = this.options;
    const { entityRef } = await entities.demand(caller, query.entityRef);
    return store.list(journal.knex, { ...query, entityRef });
  }

  /** @throws NotFoundError for one whose logs the caller may not read, NotAllowedError where they may read none */
  async get(caller: Caller, number: string): Promise<LogExport> {
    const { entities, store, journal } = this.options;
    await entities.demandAny(caller);
    const found = await store.find(journal.knex, number);
    if (!found) throw missing(number);
    await entities.demand(caller, found.query.entityRef).catch(error => {
      throw error instanceof NotFoundError ? missing(number) : error;
    });
    return found;
  }

  /** The evidence bundle: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.get(caller, number);
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** The result itself, as `countersign verify` takes it beside the evidence. */
  async payloads(caller: Caller, number: string): Promise<string> {
    await this.get(caller, number);
    const body = await this.content(number);
    return JSON.stringify({ of: number, payloads: [{ body }] });
  }

  /** The result itself, a line of JSON an entry, for whoever was allowed to get it. */
  async content(number: string): Promise<string> {
    const { store, journal } = this.options;
    const content = await store.content(journal.knex, number);
    if (!content) throw missing(number);
    return content.toString('utf8');
  }

  /** The newest entries of the result, a line of JSON each. */
  async #gather(
    source: LogSource,
    entity: LogEntity,
    { filter, from, to }: LogExport['query'],
    signal: AbortSignal,
  ) {
    const { timeoutMs, exportEntries } = this.options;
    const deadline = Date.now() + timeoutMs;
    const lines: string[] = [];
    let bytes = 0;
    let complete = false;
    let cursor: string | undefined;
    for (;;) {
      const query = {
        ...{ entity, filter, cursor },
        from: Date.parse(from),
        to: Date.parse(to),
        limit: Math.min(PAGE, exportEntries - lines.length),
      };
      const page = await asked(() =>
        source.search(query, { signal, deadline }),
      );
      for (const item of page.items) {
        const line = lineOf(item);
        bytes += Buffer.byteLength(line);
        if (bytes > MOST_BYTES) break;
        lines.push(line);
      }
      cursor = page.nextCursor;
      complete = page.complete && !cursor && bytes <= MOST_BYTES;
      const isEnough =
        !cursor ||
        !page.complete ||
        bytes > MOST_BYTES ||
        lines.length >= exportEntries;
      if (isEnough) break;
    }
    const content = Buffer.from(lines.join(''));
    const sha256 = createHash('sha256').update(content).digest('hex');
    return {
      content,
      count: lines.length,
      complete,
      digest: sha256DigestSchema.parse(`sha256:${sha256}`),
      bytes: content.length,
    };
  }
}

function lineOf(entry: LogEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

function missing(number: string) {
  return new NotFoundError(`There is no log export ${number}`);
}
