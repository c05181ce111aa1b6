import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';

type AppOptions = NonNullable<Parameters<typeof renderInTestApp>[1]>;

/** Who looks at a page, at which address, and what the portal around it has. */
export interface PageOptions {
  /** The area's client, or what stands in for it. */
  apis?: NonNullable<AppOptions['apis']>;
  /** Where the area's pages are: `{ '/changes': rootRouteRef }`. */
  mountedRoutes?: AppOptions['mountedRoutes'];
  /** The rest of the address below the page's own, such as `CHG0000142`, and its query, such as `?view=week`. */
  path?: string;
  entities?: Entity[];
  /** The entity ref of the reader. */
  user?: string;
  /** Refs of the groups the reader belongs to. */
  groups?: string[];
  /** Names of the permissions that the reader has; all unless told. */
  may?: string[];
}

/** The APIs of a portal around a page. */
export function apisOf({
  apis = [],
  entities = [],
  user = 'user:default/reader',
  groups = [],
  may,
}: PageOptions): NonNullable<AppOptions['apis']> {
  return [
    ...apis,
    [catalogApiRef, catalogApiMock({ entities })],
    [
      permissionApiRef,
      mockApis.permission({
        authorize: ({ permission }) =>
          !may || may.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }),
    ],
    [
      identityApiRef,
      mockApis.identity({
        userEntityRef: user,
        ownershipEntityRefs: [user, ...groups],
      }),
    ],
  ];
}

/** Renders a page, a card or a widget of an area, as in a portal with a catalog. */
export function renderPage(
  element: ReactElement,
  options: PageOptions = {},
): RenderResult {
  return renderInTestApp(element, {
    initialRouteEntries: [`/${options.path ?? ''}`],
    mountedRoutes: {
      ...options.mountedRoutes,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: apisOf(options),
  });
}
