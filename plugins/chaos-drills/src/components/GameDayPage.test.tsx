import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills, region } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('a game day', () => {
  it('has its drills, who watches, and one line of time for all of it', async () => {
    const api = new FakeDrills().open();
    const day = 'GMD0000001';
    api.write(day, 'game_day.planned', { title: 'Friday without a database' });
    api.write(day, 'game_day.drill_added', {
      drill: 'DRL0000001',
      state: 'planned',
    });
    api.write(day, 'game_day.observer_added', { observer: 'user:default/ada' });
    api.write(day, 'game_day.noted', { text: 'The graph lags by a minute' });
    openDrills(api, `game-days/${day}`);
    const drills = within(await screen.findByRole('list', { name: 'Drills' }));
    expect(
      drills.getByRole('link', { name: 'DRL0000001' }),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('list', { name: 'Observers' })).getByRole('link'),
    ).toHaveTextContent('ada');
    const timeline = region('What happened, in the day and in its drills');
    expect(
      await timeline.findByText('The graph lags by a minute'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', {
        name: 'What happened, in the day and in its drills',
      }),
    ).toHaveTextContent('DRL0000001: planned the drill');
    await userEvent.click(screen.getByRole('button', { name: 'Add drill' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'drl0000002');
    await userEvent.click(dialog.getByRole('button', { name: 'Add drill' }));
    await waitFor(() =>
      expect(api.gameDayActs).toEqual([['add-drill', { drill: 'DRL0000002' }]]),
    );
  });
});
