import {
  deniedApi,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { changeManagementApiRef, importedChangesApiRef } from './api';
import { ChangesRouter } from './components/ChangesRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read changes: ask for the permission change-management.change.read';

describe('whoever may read no change', () => {
  it.each(['', 'calendar', 'metrics', 'policies', 'imported'])(
    'is told so on /%s, once, and is offered nothing there',
    async path => {
      renderPage(<ChangesRouter />, {
        path,
        apis: [
          [changeManagementApiRef, deniedApi(sentence)],
          [importedChangesApiRef, deniedApi(sentence)],
        ],
        mountedRoutes: { '/changes': rootRouteRef },
        may: [],
      });
      const main = within(await screen.findByRole('main'));
      expect(await main.findAllByText(sentence)).toHaveLength(1);
      expect(main.queryByText(/^No .* yet$/)).not.toBeInTheDocument();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
      expect(main.queryAllByRole('button')).toEqual([]);
    },
  );
});
