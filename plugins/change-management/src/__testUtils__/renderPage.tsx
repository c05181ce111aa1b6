import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { recordLinksApiRef } from '@countersign/plugin-governance-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { FakeChangeManagementApi } from '../../dev/FakeChangeManagementApi';
import { entities, reader } from '../../dev/fixtures';
import { changeManagementApiRef } from '../api';
import { rootRouteRef } from '../routes';

/** Renders a page, a card or a widget over the fixtures of the dev app, for the reader of the dev app. */
export function renderPage(
  element: ReactElement,
  options: {
    api?: FakeChangeManagementApi;
    /** Rest of the address below the page's own, such as `CHG0000142`. */
    path?: string;
    /** Query of the address, such as `?view=week`. */
    query?: string;
    /** The reader, where it is not that of the dev app. */
    user?: string;
    /** Names of the permissions that the reader has; all unless told. */
    may?: string[];
  } = {},
): RenderResult & { api: FakeChangeManagementApi } {
  const {
    api = new FakeChangeManagementApi(),
    path = '',
    query = '',
    may,
    user = reader.userEntityRef,
  } = options;
  const rendered = renderInTestApp(element, {
    initialRouteEntries: [`/${path}${query}`],
    mountedRoutes: {
      '/changes': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [changeManagementApiRef, api],
      [recordLinksApiRef, { pathOf: number => `/changes/${number}` }],
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
          ownershipEntityRefs: reader.ownershipEntityRefs,
        }),
      ],
    ],
  });
  return { ...rendered, api };
}
