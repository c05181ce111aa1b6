import { NotFoundError } from '@backstage/errors';
import { Caller, Turns } from '@countersign/plugin-governance-node';
import {
  barsOf,
  CheckFilter,
  FilterCheck,
  LogContext,
  LogHistogram,
  LogMetricDefinition,
  LogOverview,
  LogPage,
  LogQueryDefinition,
  LogSearch,
  LogTail,
  SavedLogQuery,
} from '@countersign/plugin-service-logs-common';
import { LogCall, LogSource } from '@countersign/plugin-service-logs-node';
import { asked } from './asked';
import { Definitions } from './Definitions';
import { LogEntities } from './LogEntities';
import { SavedQueries } from './SavedQueries';
import { SourceRegistry } from './SourceRegistry';

/** What came is told in one answer, so many entries at most. */
const TAILED = 200;

type Place = { entityRef: string; source?: string };

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
      timeoutMs: number;
    },
  ) {}

  /** What there is for the logs of an entity. */
  async overview(caller: Caller, entityRef: string): Promise<LogOverview> {
    const { entities, sources, definitions, queries } = this.options;
    const entity = await entities.demand(caller, entityRef);
    const defined = await definitions.all();
    const ofEntity = <T extends { spec: { entity: string } }>(all: T[]) =>
      all.filter(({ spec }) => spec.entity === entity.entityRef);
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
      may: {
        export: await entities.may(caller, entity, 'export'),
        save: await queries.maySave(caller),
      },
    };
  }

  /** A metric as code, for those who may read the logs that it is counted from. */
  async metric(caller: Caller, name: string): Promise<LogMetricDefinition> {
    const { entities, definitions } = this.options;
    const { metrics } = await definitions.all();
    const metric = metrics.find(each => each.metadata.name === name);
    const missing = new NotFoundError(`There is no metric ${name} of logs`);
    if (!metric) throw missing;
    await entities.demand(caller, metric.spec.entity).catch(error => {
      throw error instanceof NotFoundError ? missing : error;
    });
    return metric;
  }

  async search(
    caller: Caller,
    query: LogSearch,
    signal: AbortSignal,
  ): Promise<LogPage> {
    return this.#ask(caller, query, signal, async (source, entity, call) => {
      const { searchedTo, ...page } = await source.search(
        { ...query, entity, ...millis(query) },
        call,
      );
      return {
        ...page,
        ...(searchedTo !== undefined && {
          searchedTo: new Date(searchedTo).toISOString(),
        }),
      };
    });
  }

  async histogram(
    caller: Caller,
    query: Place & { from: string; to: string; filter: string },
    signal: AbortSignal,
  ): Promise<LogHistogram> {
    const { from, to } = millis(query);
    return this.#ask(caller, query, signal, (source, entity, call) =>
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
    return this.#ask(caller, query, signal, async (source, entity, call) => ({
      items: await source.context({ ...query, entity }, call),
    }));
  }

  async tail(
    caller: Caller,
    query: Place & { filter: string; cursor?: string },
    signal: AbortSignal,
  ): Promise<LogTail> {
    return this.#ask(caller, query, signal, (source, entity, call) =>
      source.tail({ ...query, entity, limit: TAILED }, call),
    );
  }

  async check(
    caller: Caller,
    { entityRef, source, filter }: CheckFilter,
  ): Promise<FilterCheck> {
    const { entities, sources } = this.options;
    const entity = await entities.demand(caller, entityRef);
    return { problems: sources.one(entity, source).check(filter) };
  }

  async #ask<T>(
    caller: Caller,
    { entityRef, source: name }: Place,
    signal: AbortSignal,
    ask: (
      source: LogSource,
      entity: Parameters<LogSource['has']>[0],
      call: LogCall,
    ) => Promise<T>,
  ): Promise<T> {
    const { entities, sources, timeoutMs } = this.options;
    const entity = await entities.demand(caller, entityRef);
    const source = sources.one(entity, name);
    const release = await this.#turns.take(signal);
    try {
      const deadline = Date.now() + timeoutMs;
      return await asked(() => ask(source, entity, { signal, deadline }));
    } finally {
      release();
    }
  }
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
