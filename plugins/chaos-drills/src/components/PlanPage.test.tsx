import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDrills, overdue } from '../__testUtils__/FakeDrills';
import { openDrills } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('the plan', () => {
  it('says what runs and what is overdue, and leads to the experiment that drills it', async () => {
    const api = new FakeDrills().open().start();
    api.plan = [
      overdue,
      { ...overdue, scenario: 'failed-deployment' },
      { ...overdue, tier: 'tier-2', entity: 'component:default/other' },
    ];
    openDrills(api, '?tier=tier-1&due=overdue');
    const running = await screen.findByRole('list', { name: 'Running now' });
    expect(
      within(running).getByRole('link', { name: 'DRL0000001' }),
    ).toHaveAttribute('href', '/drills/DRL0000001');
    expect(screen.getByText('tier-1: 2 of 2 overdue')).toBeInTheDocument();
    const table = within(screen.getByRole('table', { name: 'What is due' }));
    expect(table.getAllByText('Overdue by 26 days')).toHaveLength(2);
    expect(
      await table.findByRole('link', {
        name: 'Plan drill: latency of checkout-api',
      }),
    ).toHaveAttribute('href', '/drills/experiments/latency?plan');
    expect(table.getByText('No experiment')).toBeInTheDocument();
    expect(table.queryByText('tier-2')).not.toBeInTheDocument();
  });

  it('says what would fill it, and what could not be loaded', async () => {
    const api = new FakeDrills();
    jest.spyOn(api, 'getPlan').mockRejectedValueOnce(new Error('It is away'));
    openDrills(api);
    expect(await screen.findByRole('alert')).toHaveTextContent('It is away');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText('Nothing has to be drilled'),
    ).toBeInTheDocument();
    expect(screen.getByText('No drill runs.')).toBeInTheDocument();
  });
});
