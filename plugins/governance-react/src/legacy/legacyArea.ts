import {
  convertLegacyRouteRef,
  convertLegacyRouteRefs,
} from '@backstage/core-compat-api';
import {
  BackstagePlugin,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import {
  ExtensionDefinition,
  FrontendPlugin,
  RouteRef,
} from '@backstage/frontend-plugin-api';
import { ComponentType } from 'react';
import { clientFactoryOf } from '../api/clientApi';
import { contributionOf } from '../meeting/contributions';
import { addContributions } from './LegacyApis';
import { framed } from './LegacyFrame';

type Loaded<Props> = () => Promise<ComponentType<Props>>;

/**
 * A plugin of the old frontend system. By this name an area's types need no package of that system: its pack would not
 * bring one.
 */
export interface LegacyPlugin extends BackstagePlugin<any, any> {}

/** An area's plugin of the old frontend system, and what makes the rest of its exports. */
export interface LegacyArea {
  plugin: LegacyPlugin;
  /** A page with all beneath it: `<Route path="/changes" element={<ChangesPage />} />`. */
  page(
    name: string,
    mountPoint: RouteRef<undefined>,
    component: Loaded<{}>,
  ): (props: {}) => JSX.Element | null;
  /** A card or the content of a tab of an entity, or whatever else stands on a page. */
  element<Props extends {} = {}>(
    name: string,
    component: Loaded<Props>,
  ): (props: Props) => JSX.Element | null;
}

/**
 * The plugin of the old frontend system that belongs to one of the new.
 *
 * @param extensions - of the plugin: the clients among them are APIs of the app, and what they add to the pages that areas
 * share stands there
 */
export function legacyArea(
  plugin: FrontendPlugin<any, any>,
  extensions: readonly ExtensionDefinition[],
): LegacyArea {
  const legacy: LegacyPlugin = createPlugin({
    id: plugin.pluginId,
    apis: extensions.flatMap(extension => clientFactoryOf(extension) ?? []),
    // References of either system become both; the types know only the way from old to new.
    routes: convertLegacyRouteRefs(plugin.routes as {}),
    externalRoutes: convertLegacyRouteRefs(plugin.externalRoutes as {}),
  });
  addContributions(
    legacy,
    extensions.flatMap(extension => contributionOf(extension) ?? []),
  );
  return {
    plugin: legacy,
    page: (name, mountPoint, component) =>
      legacy.provide(
        createRoutableExtension({
          name,
          mountPoint: convertLegacyRouteRef(mountPoint),
          component: async () => framed(await component()),
        }),
      ),
    element: (name, component) =>
      legacy.provide(
        createComponentExtension({
          name,
          component: { lazy: async () => framed(await component()) },
        }),
      ),
  };
}
