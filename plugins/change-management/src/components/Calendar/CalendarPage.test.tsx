import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { CalendarPage } from './CalendarPage';

// jsdom has no layout, so that FullCalendar cannot find where a drag ends: here an event is dropped a day later by a
// button.
jest.mock('@fullcalendar/react', () => ({
  __esModule: true,
  default: jest.requireActual('../../__testUtils__/CalendarWithoutLayout')
    .CalendarWithoutLayout,
}));

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(240_000);

const hero = 'CHG0000142';
/** Only what is one's own is dragged. */
const user = 'user:default/ada';

async function drag(number: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: `Drag ${number} a day later` }),
  );
  return within(await screen.findByRole('dialog', { name: `Move ${number}` }));
}

describe('CalendarPage', () => {
  it('shows the conflicts of a drag and what it voids before anything is saved', async () => {
    const api = new FakeChangeManagementApi();
    const update = jest.spyOn(api, 'updateChange');
    renderPage(<CalendarPage />, { api, user });

    const dialog = await drag(hero);

    expect(
      await dialog.findByText('1 conflict in the new window'),
    ).toBeInTheDocument();
    expect(dialog.getByText(/which depends on/)).toBeInTheDocument();
    expect(dialog.getByText(/^Saving voids 1 approval/)).toBeInTheDocument();
    expect(update).not.toHaveBeenCalled();
  });

  it('saves nothing and puts the event back on cancel', async () => {
    const api = new FakeChangeManagementApi();
    const update = jest.spyOn(api, 'updateChange');
    renderPage(<CalendarPage />, { api, user });

    const dialog = await drag(hero);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Keep current window' }),
    );

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(update).not.toHaveBeenCalled();
    expect(screen.getByTestId('undone')).toHaveTextContent(hero);
  });

  it('saves the proposed window with the version that was judged', async () => {
    const api = new FakeChangeManagementApi();
    const update = jest.spyOn(api, 'updateChange');
    const { change } = await api.getChange(hero);
    renderPage(<CalendarPage />, { api, user });

    const dialog = await drag(hero);
    await dialog.findByText('1 conflict in the new window');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save new window' }),
    );

    await waitFor(() => expect(update).toHaveBeenCalledTimes(1));
    const dayLater = (instant: string) =>
      new Date(Date.parse(instant) + 86_400_000).toISOString();
    expect(update).toHaveBeenCalledWith(hero, {
      version: change.version,
      window: {
        start: dayLater(change.window!.start),
        end: dayLater(change.window!.end),
      },
    });
  });

  it('says that somebody else was faster, and keeps what was proposed', async () => {
    const api = new FakeChangeManagementApi();
    renderPage(<CalendarPage />, { api, user });
    const dialog = await drag(hero);
    await dialog.findByText('1 conflict in the new window');
    await api.act(hero, 'comment', { text: 'Meanwhile' });

    await userEvent.click(
      dialog.getByRole('button', { name: 'Save new window' }),
    );

    expect(
      await dialog.findByText(`Somebody changed ${hero} meanwhile.`),
    ).toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Load it again' }),
    );
    await waitFor(() =>
      expect(
        dialog.getByRole('button', { name: 'Save new window' }),
      ).toBeEnabled(),
    );
  });

  it('previews a change with its next step, and moves it without a mouse', async () => {
    renderPage(<CalendarPage />);

    await userEvent.click(
      await screen.findByRole('button', { name: `Open ${hero}` }),
    );

    const preview = within(
      await screen.findByRole('region', { name: `Preview of ${hero}` }),
    );
    expect(
      await preview.findByText('Waiting for approval'),
    ).toBeInTheDocument();
    await userEvent.click(
      preview.getByRole('button', { name: 'Move to another time' }),
    );
    expect(
      await screen.findByRole('dialog', { name: `Move ${hero}` }),
    ).toBeInTheDocument();
  });

  it('asks for changes of my teams, and of items they own, as the address says', async () => {
    const api = new FakeChangeManagementApi();
    const calendar = jest.spyOn(api, 'getCalendar');
    renderPage(<CalendarPage />, {
      api,
      query: '?scope=team&environment=production',
    });

    await waitFor(() =>
      expect(calendar).toHaveBeenLastCalledWith(
        expect.objectContaining({
          team: [
            'group:default/payments',
            'group:default/change-advisory-board',
          ],
          environment: ['production'],
        }),
        expect.anything(),
      ),
    );
    await userEvent.click(screen.getByRole('radio', { name: 'My items' }));
    await waitFor(() =>
      expect(calendar).toHaveBeenLastCalledWith(
        expect.objectContaining({
          item: expect.arrayContaining(['component:default/checkout-api']),
        }),
        expect.anything(),
      ),
    );
  });

  it('ends a freeze only after asking once more', async () => {
    const api = new FakeChangeManagementApi();
    const end = jest.spyOn(api, 'endScheduleRule');
    renderPage(<CalendarPage />, { api });

    await userEvent.click(
      await screen.findByRole('button', { name: 'End Black Friday' }),
    );
    expect(end).not.toHaveBeenCalled();
    await userEvent.click(
      await screen.findByRole('button', { name: 'End it' }),
    );

    await waitFor(() => expect(end).toHaveBeenCalledWith('rule-1'));
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'End Black Friday' }),
      ).not.toBeInTheDocument(),
    );
  });
});
