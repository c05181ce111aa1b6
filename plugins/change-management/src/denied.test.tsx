import {
  deniedApi,
  expectDenied,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { waitFor } from '@testing-library/react';
import { changeManagementApiRef, importedChangesApiRef } from './api';
import { ChangesRouter } from './components/ChangesRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read changes: ask for the permission change-management.change.read';

describe('whoever may read no change', () => {
  it.each([
    ['', 'Changes'],
    ['calendar', 'Calendar · Changes'],
    ['metrics', 'Metrics · Changes'],
    ['policies', 'Policies · Changes'],
    ['imported', 'Imported changes'],
    ['CHG0000007', 'CHG0000007'],
  ])(
    'is told so on /%s, once and under its title, and is offered nothing there',
    async (path, title) => {
      renderPage(<ChangesRouter />, {
        path,
        apis: [
          [changeManagementApiRef, deniedApi(sentence)],
          [importedChangesApiRef, deniedApi(sentence)],
        ],
        mountedRoutes: { '/changes': rootRouteRef },
        may: [],
      });
      await expectDenied(sentence);
      await waitFor(() => expect(document.title).toContain(title));
    },
  );
});
