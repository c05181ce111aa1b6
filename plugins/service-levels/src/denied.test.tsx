import {
  deniedApi,
  expectDenied,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { waitFor } from '@testing-library/react';
import { serviceLevelsApiRef } from './api';
import { SlosRouter } from './components/SlosRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read service levels: ask for the permission service-levels.objective.read';

describe('whoever may read no objective', () => {
  it.each([
    ['', 'SLOs'],
    ['alerts', 'Alerts'],
    ['sources', 'Sources'],
    ['policies', 'Policies · SLOs'],
  ])(
    'is told so on /%s, once and under its title, and is offered nothing there',
    async (path, title) => {
      renderPage(<SlosRouter />, {
        path,
        apis: [[serviceLevelsApiRef, deniedApi(sentence)]],
        mountedRoutes: { '/slos': rootRouteRef },
        may: [],
      });
      await expectDenied(sentence);
      await waitFor(() => expect(document.title).toContain(title));
    },
  );
});
