import {
  deniedApi,
  expectDenied,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { waitFor } from '@testing-library/react';
import { chaosDrillsApiRef } from './api';
import { DrillsRouter } from './components/DrillsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read drills: ask for the permission chaos-drills.drill.read';

describe('whoever may read no drill', () => {
  it.each([
    ['', 'Plan'],
    ['runs', 'Drills'],
    ['experiments', 'Experiments'],
    ['game-days', 'Game days'],
    ['detection', 'Detection'],
    ['lever', 'The lever'],
    ['journals', 'Journals of other tools'],
  ])(
    'is told so on /%s, once and under its title, and is offered nothing there',
    async (path, title) => {
      renderPage(<DrillsRouter />, {
        path,
        apis: [[chaosDrillsApiRef, deniedApi(sentence)]],
        mountedRoutes: { '/drills': rootRouteRef },
        may: [],
      });
      await expectDenied(sentence);
      await waitFor(() => expect(document.title).toContain(title));
    },
  );
});
