import type {
  CmdbGraph,
  ConfigurationItem,
} from '@countersign/plugin-cmdb-common';

/**
 * The software catalog read as a CMDB. Every plugin that uses it keeps its own
 * picture of the whole catalog in memory, read with the plugin's own
 * credentials: what an end user may see of an answer is for the plugin to say.
 *
 * Every method rejects with a `ServiceUnavailableError` when the catalog cannot
 * be read and no recent enough picture of it exists.
 */
export interface CmdbService {
  /**
   * The catalog as it was at most `cmdb.maxStale` ago; usually not more than
   * `cmdb.maxAge` ago.
   */
  graph(): Promise<CmdbGraph>;

  /** The catalog as it is now: read after the call, shared among callers. */
  refresh(): Promise<CmdbGraph>;

  /**
   * One configuration item, or undefined when the catalog does not have it.
   *
   * An entity the picture does not have is looked up in the catalog, so that
   * one that was just registered is found; when it is, the picture has been
   * refreshed by the time this resolves.
   *
   * @param entityRef - A full entity reference, such as `component:default/checkout-api`.
   */
  item(entityRef: string): Promise<ConfigurationItem | undefined>;

  /** Many configuration items in the order of the references; see {@link CmdbService.item}. */
  items(
    entityRefs: readonly string[],
  ): Promise<Array<ConfigurationItem | undefined>>;

  /** Whether the catalog has the entity; see {@link CmdbService.item}. */
  exists(entityRef: string): Promise<boolean>;
}
