import {
  ApiBlueprint,
  ApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { JsonClient } from '@countersign/plugin-governance-common';

type ClientOptions = ConstructorParameters<typeof JsonClient>[0];

/**
 * Gives an area's pages the typed client of its backend:
 * `clientApi(drillsApiRef, 'chaos-drills', options => new DrillsClient(options))`.
 *
 * @param name - tells the clients of a plugin that has several apart
 */
export function clientApi<T>(
  api: ApiRef<T>,
  pluginId: string,
  create: (options: ClientOptions) => T & {},
  name?: string,
) {
  return ApiBlueprint.make({
    name,
    params: defineParams =>
      defineParams({
        api,
        deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
        factory: ({ discoveryApi, fetchApi }) =>
          create({
            baseUrl: () => discoveryApi.getBaseUrl(pluginId),
            fetch: fetchApi.fetch,
          }),
      }),
  });
}
