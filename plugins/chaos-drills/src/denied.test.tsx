import {
  deniedApi,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { chaosDrillsApiRef } from './api';
import { DrillsRouter } from './components/DrillsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read drills: ask for the permission chaos-drills.drill.read';

describe('whoever may read no drill', () => {
  it.each([
    '',
    'runs',
    'experiments',
    'game-days',
    'detection',
    'lever',
    'journals',
  ])('is told so on /%s, once, and is offered nothing there', async path => {
    renderPage(<DrillsRouter />, {
      path,
      apis: [[chaosDrillsApiRef, deniedApi(sentence)]],
      mountedRoutes: { '/drills': rootRouteRef },
      may: [],
    });
    const main = within(await screen.findByRole('main'));
    expect(await main.findAllByText(sentence)).toHaveLength(1);
    expect(main.queryByText(/^No .* yet$/)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(main.queryAllByRole('button')).toEqual([]);
  });
});
