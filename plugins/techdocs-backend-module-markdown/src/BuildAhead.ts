import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError, stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

const ANNOTATION = 'backstage.io/techdocs-ref';
const PAGE = 200;

/**
 * Makes the pages of every entity before somebody opens them: TechDocs makes them on the first visit, and so a search
 * would not find what nobody has read yet. It asks the TechDocs backend as a reader does, which makes only what changed.
 */
export class BuildAhead {
  readonly #deps: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    logger: LoggerService;
  };

  constructor(deps: {
    auth: AuthService;
    catalog: CatalogService;
    discovery: DiscoveryService;
    logger: LoggerService;
  }) {
    this.#deps = deps;
  }

  /** One entity after the other; what cannot be made is told to the log and holds up no other. */
  async run(signal: AbortSignal): Promise<void> {
    const { auth, catalog } = this.#deps;
    const credentials = await auth.getOwnServiceCredentials();
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE }
          : {
              filter: {
                [`metadata.annotations.${ANNOTATION}`]: CATALOG_FILTER_EXISTS,
              },
              fields: ['kind', 'metadata.namespace', 'metadata.name'],
              limit: PAGE,
            },
        { credentials },
      );
      for (const entity of items) {
        if (signal.aborted) {
          return;
        }
        await this.#build(entity, signal);
      }
      cursor = pageInfo.nextCursor;
    } while (cursor);
  }

  async #build(entity: Entity, signal: AbortSignal): Promise<void> {
    const { auth, discovery, logger } = this.#deps;
    const path = [
      entity.metadata.namespace ?? 'default',
      entity.kind,
      entity.metadata.name,
    ]
      .map(encodeURIComponent)
      .join('/');
    try {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'techdocs',
      });
      const response = await fetch(
        `${await discovery.getBaseUrl('techdocs')}/sync/${path}`,
        { headers: { Authorization: `Bearer ${token}` }, signal },
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const error = /^event: error\ndata: (.*)$/m.exec(await response.text());
      if (error) {
        throw new Error(JSON.parse(error[1]));
      }
    } catch (error) {
      logger.warn(
        `The documentation of ${stringifyEntityRef(
          entity,
        )} was not made: ${stringifyError(error)}`,
      );
    }
  }
}
