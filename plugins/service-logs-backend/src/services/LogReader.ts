import { NotFoundError } from '@backstage/errors';
import { Caller, Turns } from '@countersign/plugin-governance-node';
import {
  barsOf,
  CheckFilter,
  FilterCheck,
  LogContext,
  LogEntry,
  LogHistogram,
  LogMetric,
  LogOverview,
  LogPage,
  LogQueryDefinition,
  LogReading,
  LogSearch,
  LogTail,
  SavedLogQuery,
} from '@countersign/plugin-service-logs-common';
import {
  LogCall,
  LogEntity,
  LogSource,
} from '@countersign/plugin-service-logs-node';
import { asked } from './asked';
import { Definitions } from './Definitions';
import { LogEntities } from './LogEntities';
import { DestinationRegistry } from './DestinationRegistry';
import { LogReadings } from './LogReadings';
import { SavedQueries } from './SavedQueries';
import { SourceRegistry } from './SourceRegistry';

/** What came is told in one answer, so many entries at most. */
const TAILED = 200;

type Place = { entityRef: string; source?: string };

/** What is asked of a source, as it is recorded where an incident alone lets somebody ask. */
type Question = Place & {
  asked: LogReading['asked'];
  filter?: string;
  from?: string;
  to?: string;
};

/** What a question is answered from. */
interface Asking {
  source: LogSource;
  entity: LogEntity;
  call: LogCall;
  /** Of what a source gives, what the caller may read. */
  readable(items: LogEntry[]): LogEntry[];
}

/** Reads logs: each question is authorised by the owner of the entity, bounded in time, and ended when nobody waits for it. */
export class LogReader {
  readonly #turns = new Turns({
    atOnce: 8,
    mayWait: 50,
    words: 'other questions about logs wait',
  });

  constructor(
    private readonly options: {
      sources: SourceRegistry;
      entities: LogEntities;
      definitions: Definitions;
      queries: SavedQueries;
      readings: LogReadings;
      destinations: DestinationRegistry;
      timeoutMs: number;
    },
  ) {}

  /** What there is for the logs of an entity. */
  async overview(caller: Caller, entityRef: string): Promise<LogOverview> {
    const { entities, sources, definitions, queries } = this.options;
    const { destinations } = this.options;
    const { entity, because } = await entities.demandReading(caller, entityRef);
    const defined = await definitions.all();
    const ofEntity = <T extends { spec: { entity: string } }>(all: T[]) =>
      all.filter(({ spec }) => spec.entity === entity.entityRef);
    const mayExport = await entities.may(caller, entity, 'export');
    return {
      entityRef: entity.entityRef,
      sources: sources
        .of(entity)
        .map(({ name, title, language }) => ({ name, title, language })),
      queries: [
        ...ofEntity(defined.queries).map(asCode),
        ...(await queries.of(caller, entity.entityRef)),
      ],
      metrics: ofEntity(defined.metrics),
      destinations: mayExport ? destinations.all : [],
      may: {
        export: mayExport,
        save: await queries.maySave(caller),
        readings: !because,
      },
    };
  }

  /** A metric as code, for those who may read the logs that it is counted from. */
  async metric(caller: Caller, name: string): Promise<LogMetric> {
    const { entities, definitions, sources } = this.options;
    await entities.demandAny(caller);
    const { metrics } = await definitions.all();
    const metric = metrics.find(each => each.metadata.name === name);
    const missing = new NotFoundError(`There is no metric ${name} of logs`);
    if (!metric) throw missing;
    const { entity: entityRef, source: from } = metric.spec;
    const entity = await entities.demand(caller, entityRef).catch(error => {
      throw error instanceof NotFoundError ? missing : error;
    });
    const [source] = sources
      .of(entity)
      .filter(each => from === undefined || each.name === from);
    return { ...metric, ...(source && { language: source.language }) };
  }

  async search(
    caller: Caller,
    query: LogSearch,
    signal: AbortSignal,
  ): Promise<LogPage> {
    return this.#ask(
      caller,
      { ...query, asked: 'entries' },
      signal,
      async ({ source, entity, call, readable }) => {
        const { searchedTo, items, ...page } = await source.search(
          { ...query, entity, ...millis(query) },
          call,
        );
        return {
          ...page,
          items: readable(items),
          ...(searchedTo !== undefined && {
            searchedTo: new Date(searchedTo).toISOString(),
          }),
        };
      },
    );
  }

  async histogram(
    caller: Caller,
    query: Place & { from: string; to: string; filter: string },
    signal: AbortSignal,
  ): Promise<LogHistogram> {
    const { from, to } = millis(query);
    return this.#ask(
      caller,
      { ...query, asked: 'histogram' },
      signal,
      ({ source, entity, call }) =>
        source.histogram(
          { ...query, entity, from, to, bars: barsOf(from, to) },
          call,
        ),
    );
  }

  async context(
    caller: Caller,
    query: Place & { id: string; before: number; after: number },
    signal: AbortSignal,
  ): Promise<LogContext> {
    return this.#ask(
      caller,
      { ...query, asked: 'context' },
      signal,
      async ({ source, entity, call, readable }) => ({
        items: readable(await source.context({ ...query, entity }, call)),
      }),
    );
  }

  async tail(
    caller: Caller,
    query: Place & { filter: string; cursor?: string },
    signal: AbortSignal,
  ): Promise<LogTail> {
    return this.#ask(
      caller,
      { ...query, asked: 'tail' },
      signal,
      async ({ source, entity, call, readable }) => {
        const { items, ...tail } = await source.tail(
          { ...query, entity, limit: TAILED },
          call,
        );
        return { ...tail, items: readable(items) };
      },
    );
  }

  async check(
    caller: Caller,
    { entityRef, source, filter }: CheckFilter,
  ): Promise<FilterCheck> {
    const { entities, sources } = this.options;
    const { entity } = await entities.demandReading(caller, entityRef);
    return { problems: sources.one(entity, source).check(filter) };
  }

  async #ask<T>(
    caller: Caller,
    question: Question,
    signal: AbortSignal,
    ask: (at: Asking) => Promise<T>,
  ): Promise<T> {
    const { entities, sources, readings, timeoutMs } = this.options;
    const { from, to, filter = '', asked: kind } = question;
    const { entity, because } = await entities.demandReading(
      caller,
      question.entityRef,
      from === undefined ? undefined : Date.parse(from),
    );
    const source = sources.one(entity, question.source);
    if (because) {
      await readings.record(caller, {
        entityRef: entity.entityRef,
        incident: because.incident,
        asked: kind,
        query: {
          ...{ source: source.name, filter },
          ...(from && { from }),
          ...(to && { to }),
        },
      });
    }
    // A cursor or an entry's neighbors may lead out of the time that was asked for.
    const readable = (items: LogEntry[]) =>
      because ? items.filter(since(because.from)) : items;
    const release = await this.#turns.take(signal);
    try {
      const call = { signal, deadline: Date.now() + timeoutMs };
      return await asked(() => ask({ source, entity, call, readable }));
    } finally {
      release();
    }
  }
}

function since(from: number) {
  return ({ timestamp }: LogEntry) =>
    timestamp !== undefined && Date.parse(timestamp) >= from;
}

function millis({ from, to }: { from: string; to: string }) {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function asCode({ metadata, spec }: LogQueryDefinition): SavedLogQuery {
  return {
    id: metadata.name,
    title: metadata.title ?? metadata.name,
    entityRef: spec.entity,
    ...(spec.source && { source: spec.source }),
    filter: spec.filter,
    ...(spec.minutes && { minutes: spec.minutes }),
    kind: 'code',
  };
}
