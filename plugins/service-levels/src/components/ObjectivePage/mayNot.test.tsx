import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { FakeObjectives } from '../../__testUtils__/FakeObjectives';
import { alert, detail } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

// In a file of its own: what somebody may do is remembered between pages.
it('says to whoever may not acknowledge an alert or enter a correction why', async () => {
  const api = new FakeObjectives({
    details: [detail({ state: 'burning', alerts: [alert()] })],
  });
  renderPage(<SlosRouter />, {
    path: 'objectives/checkout-availability',
    may: ['service-levels.objective.read'],
    apis: [[serviceLevelsApiRef, api as never]],
    mountedRoutes: { '/slos': rootRouteRef },
  });
  const next = within(await screen.findByRole('region', { name: 'Next' }));
  expect(
    await next.findByText(/You may not acknowledge alerts/),
  ).toBeInTheDocument();
  expect(next.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
  expect(
    await screen.findByText('You may not enter corrections.'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Enter a correction' }),
  ).toBeDisabled();
});
