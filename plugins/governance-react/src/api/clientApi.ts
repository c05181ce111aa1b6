import {
  alertApiRef,
  AnyApiFactory,
  ApiBlueprint,
  ApiRef,
  createApiFactory,
  discoveryApiRef,
  ExtensionDefinition,
  fetchApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { JsonClient } from '@countersign/plugin-governance-common';
import { noticingVersions } from './versions';

type ClientOptions = ConstructorParameters<typeof JsonClient>[0];

const factories = new WeakMap<ExtensionDefinition, AnyApiFactory>();

/** How the client of an extension is made, for an app that has no extensions; undefined of any other extension. */
export function clientFactoryOf(
  extension: ExtensionDefinition,
): AnyApiFactory | undefined {
  return factories.get(extension);
}

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
  const factory = createApiFactory({
    api,
    deps: {
      discoveryApi: discoveryApiRef,
      fetchApi: fetchApiRef,
      alerts: alertApiRef,
      translations: translationApiRef,
    },
    factory: ({ discoveryApi, fetchApi, ...app }) =>
      create({
        baseUrl: () => discoveryApi.getBaseUrl(pluginId),
        fetch: noticingVersions(fetchApi.fetch, app),
      }),
  });
  const extension = ApiBlueprint.make({
    name,
    params: defineParams => defineParams(factory),
  });
  factories.set(extension, factory);
  return extension;
}
