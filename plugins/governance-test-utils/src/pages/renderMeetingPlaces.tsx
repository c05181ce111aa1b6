import { Entity } from '@backstage/catalog-model';
import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendPlugin,
  FrontendFeature,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RenderResult } from '@testing-library/react';
import { Fragment } from 'react';
import { apisOf, PageOptions } from './renderPage';

/** The home page with its widgets, and beneath them the cards of an entity's overview. */
function meetingPlaces(entity: Entity) {
  const overview = createExtension({
    kind: 'entity-content',
    name: 'overview',
    attachTo: { id: 'page:home', input: 'overview' },
    inputs: { cards: createExtensionInput([coreExtensionData.reactElement]) },
    output: [coreExtensionData.reactElement],
    factory: ({ inputs }) => [
      coreExtensionData.reactElement(
        <EntityProvider entity={entity}>
          {inputs.cards.map(card => (
            <Fragment key={card.node.spec.id}>
              {card.get(coreExtensionData.reactElement)}
            </Fragment>
          ))}
        </EntityProvider>,
      ),
    ],
  });
  const home = PageBlueprint.makeWithOverrides({
    inputs: {
      widgets: createExtensionInput([HomePageWidgetBlueprint.dataRefs.widget]),
      overview: createExtensionInput([coreExtensionData.reactElement]),
    },
    factory: (originalFactory, { inputs }) =>
      originalFactory({
        path: '/home',
        title: 'Home',
        loader: async () => (
          <>
            {inputs.widgets.map(widget => (
              <Fragment key={widget.node.spec.id}>
                {widget.get(HomePageWidgetBlueprint.dataRefs.widget).component}
              </Fragment>
            ))}
            {inputs.overview.map(content => (
              <Fragment key={content.node.spec.id}>
                {content.get(coreExtensionData.reactElement)}
              </Fragment>
            ))}
          </>
        ),
      }),
  });
  return [
    createFrontendPlugin({ pluginId: 'home', extensions: [home] }),
    createFrontendPlugin({ pluginId: 'catalog', extensions: [overview] }),
  ];
}

/**
 * Renders what areas share, with what each adds to it: the widgets of the home page (the one inbox) and the cards of an
 * entity (its one time line, "Can I deploy now?").
 *
 * @param features - the `governance` plugin and the areas
 */
export function renderMeetingPlaces(
  features: FrontendFeature[],
  options: Omit<PageOptions, 'path' | 'mountedRoutes'> & { entity: Entity },
): RenderResult {
  return renderTestApp({
    features: [...features, ...meetingPlaces(options.entity)],
    initialRouteEntries: ['/home'],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: apisOf(options),
  });
}
