import { recordLinksApiRef } from '@countersign/plugin-governance-react';
import { renderPage as render } from '@countersign/plugin-governance-test-utils/pages';
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
    /** Where the portal has the pages of changes. */
    at?: string;
  } = {},
): RenderResult & { api: FakeChangeManagementApi } {
  const {
    api = new FakeChangeManagementApi(),
    path = '',
    query = '',
    user = reader.userEntityRef,
    may,
    at = '/changes',
  } = options;
  const rendered = render(element, {
    path: `${path}${query}`,
    mountedRoutes: { [at]: rootRouteRef },
    apis: [
      [changeManagementApiRef, api],
      [recordLinksApiRef, { pathOf: (number: string) => `${at}/${number}` }],
    ],
    entities,
    user,
    groups: reader.ownershipEntityRefs,
    may,
  });
  return { ...rendered, api };
}
