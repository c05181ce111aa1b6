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
 */
export function clientApi<T>(
  api: ApiRef<T>,
  pluginId: string,
  create: (options: ClientOptions) => T & {},
) {
  return ApiBlueprint.make({
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
