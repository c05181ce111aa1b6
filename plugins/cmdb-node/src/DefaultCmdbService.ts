import type {
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  CmdbGraph,
  type ConfigurationItem,
  normalizeEntityRef,
  readConfigurationItem,
} from '@countersign/plugin-cmdb-common';
import { unknownKeys } from '@countersign/plugin-governance-common';
import type { CmdbService } from './CmdbService';
import { GraphCache } from './GraphCache';

/** All that the graph reads of an entity; definitions of APIs, for one, are large. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.profile.displayName',
  'relations',
];
const PAGE_SIZE = 500;

const DEFAULTS = {
  maxAge: { seconds: 30 },
  maxStale: { minutes: 5 },
  readTimeout: { minutes: 1 },
};

/** What the plugins of one process have in common: the catalog that each would read is the same. */
export interface SharedPicture {
  /** Made by whoever comes first. */
  cache?: GraphCache;
}

/** What {@link DefaultCmdbService} needs. */
export interface CmdbServiceOptions {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
  /** Absent, it has a picture of its own. */
  shared?: SharedPicture;
  /** Milliseconds on a clock that does not jump. */
  now?: () => number;
}

/** Reads the catalog in pages and keeps the graph in memory. */
export class DefaultCmdbService implements CmdbService {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #cache: GraphCache;

  static create(options: CmdbServiceOptions): DefaultCmdbService {
    return new DefaultCmdbService(options);
  }

  private constructor({
    auth,
    catalog,
    config,
    logger,
    shared = {},
    now,
  }: CmdbServiceOptions) {
    const known = Object.keys(DEFAULTS);
    const unknown =
      config
        .getOptionalConfig('cmdb')
        ?.keys()
        .filter(key => !known.includes(key)) ?? [];
    if (unknown.length) {
      throw new InputError(
        `Invalid configuration. cmdb: ${unknownKeys(unknown, known)}`,
      );
    }
    const duration = (key: keyof typeof DEFAULTS) =>
      durationToMilliseconds(
        config.has(`cmdb.${key}`)
          ? readDurationFromConfig(config, { key: `cmdb.${key}` })
          : DEFAULTS[key],
      );
    this.#auth = auth;
    this.#catalog = catalog;
    shared.cache ??= new GraphCache({
      load: () => this.#readCatalog(),
      maxAge: duration('maxAge'),
      maxStale: duration('maxStale'),
      readTimeout: duration('readTimeout'),
      logger,
      now,
    });
    this.#cache = shared.cache;
  }

  async graph(): Promise<CmdbGraph> {
    return this.#cache.get();
  }

  async refresh(): Promise<CmdbGraph> {
    return this.#cache.refresh();
  }

  async item(entityRef: string): Promise<ConfigurationItem | undefined> {
    const [item] = await this.items([entityRef]);
    return item;
  }

  async items(
    entityRefs: readonly string[],
  ): Promise<Array<ConfigurationItem | undefined>> {
    const refs = entityRefs.map(normalizeEntityRef);
    const graph = await this.#cache.get();
    const missing = [...new Set(refs.filter(ref => !graph.has(ref)))];
    if (!missing.length) {
      return refs.map(ref => graph.item(ref));
    }
    const found = await this.#lookUp(missing);
    // Only what exists is worth reading everything for: a wrong reference, sent often, is not.
    const current = found.size ? await this.#cache.refresh() : graph;
    return refs.map(ref => current.item(ref) ?? found.get(ref));
  }

  async exists(entityRef: string): Promise<boolean> {
    return (await this.item(entityRef)) !== undefined;
  }

  async #readCatalog(): Promise<CmdbGraph> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    for await (const page of this.#catalog.streamEntities(
      { fields: FIELDS, pageSize: PAGE_SIZE },
      { credentials },
    )) {
      entities.push(...page);
    }
    return CmdbGraph.from(entities);
  }

  async #lookUp(
    entityRefs: readonly string[],
  ): Promise<Map<string, ConfigurationItem>> {
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: [...entityRefs], fields: FIELDS },
        { credentials },
      );
      return new Map(
        items.flatMap(
          (entity, i): Array<[string, ConfigurationItem]> =>
            entity ? [[entityRefs[i], readConfigurationItem(entity)]] : [],
        ),
      );
    } catch (error) {
      throw new ServiceUnavailableError(
        `The catalog could not be asked for ${entityRefs.join(
          ', ',
        )}; try again when the catalog is back`,
        error,
      );
    }
  }
}
