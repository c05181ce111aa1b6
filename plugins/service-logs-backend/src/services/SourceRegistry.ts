import {
  LogEntity,
  LogSource,
  LogSources,
} from '@countersign/plugin-service-logs-node';
import { NotFoundError } from '@backstage/errors';

/** The sources that modules brought, in the order in which they did. */
export class SourceRegistry implements LogSources {
  readonly #sources = new Map<string, LogSource>();

  addSource(source: LogSource): void {
    if (this.#sources.has(source.name)) {
      throw new Error(
        `There are two sources of logs called ${source.name}: rename one`,
      );
    }
    this.#sources.set(source.name, source);
  }

  /** Those that have logs of an entity. */
  of(entity: LogEntity): LogSource[] {
    return [...this.#sources.values()].filter(source => source.has(entity));
  }

  /**
   * The one that is named, or the first.
   *
   * @throws NotFoundError when it has no logs of the entity
   */
  one(entity: LogEntity, name?: string): LogSource {
    const sources = this.of(entity);
    const source = name
      ? sources.find(each => each.name === name)
      : sources.at(0);
    if (source) return source;
    throw new NotFoundError(
      name && sources.length > 0
        ? `No source ${name} has logs of ${
            entity.entityRef
          }; there are ${sources.map(each => each.name).join(', ')}`
        : `No source has logs of ${entity.entityRef}: name it under serviceLogs.sources`,
    );
  }
}
