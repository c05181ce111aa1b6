import {
  oddRef,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { alert, reader, team } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

const open = (api: FakeServiceLevels, path = 'alerts') =>
  renderPage(<SlosRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [[serviceLevelsApiRef, api]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

describe('the list of alerts', () => {
  it('says how fast each burns, what is left and for how long, and has its filters in the address', async () => {
    const api = new FakeServiceLevels({
      alerts: [
        alert(),
        alert({
          number: 'ALR0000006',
          title: 'Checkout is fast',
          state: 'resolved',
          resolvedAt: '2026-11-26T09:00:00.000Z',
          burnRate: undefined,
          budgetLeft: undefined,
          exhaustedIn: undefined,
          spent: 0.045,
          acknowledged: { by: reader, at: '2026-11-26T08:59:00.000Z' },
        }),
      ],
    });
    open(api, `alerts?state=firing,resolved,unheard-of&owner=${team}&q=check`);

    const list = await screen.findByRole('list', { name: 'Alerts' });
    const [burning, over] = within(list).getAllByRole('listitem');
    expect(burning).toHaveTextContent('Burn rate 21.3× of 14.4×');
    expect(burning).toHaveTextContent('Budget left 12 % · gone in 40 min');
    expect(within(burning).getByText('Page')).toBeInTheDocument();
    expect(over).toHaveTextContent('Spent 4.5 %');
    expect(api.askedAlerts).toEqual([
      expect.objectContaining({
        state: ['firing', 'resolved'],
        owner: [team],
        q: 'check',
      }),
    ]);
    expect(screen.getByRole('status')).toHaveTextContent('2 alerts');
  });

  it('has the reader take care of one, with their words', async () => {
    const api = new FakeServiceLevels({ alerts: [alert()] });
    const acknowledge = jest.spyOn(api, 'acknowledgeAlert');
    open(api);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Rolling back');
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(acknowledge).toHaveBeenCalledWith(
      'ALR0000007',
      { comment: 'Rolling back' },
      expect.objectContaining({ idempotencyKey: expect.any(String) }),
    );
    expect(await screen.findByRole('link', { name: 'kenji' })).toHaveAttribute(
      'href',
      '/catalog/default/user/kenji',
    );
  });

  it('shows whatever an alert may refer to, and what it cannot show as one odd row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(oddRef, oddRef), { minLength: 8, maxLength: 8 }),
        async refs => {
          cleanup();
          const alerts = refs.map(([component, by], i) =>
            alert({
              number: `ALR000010${i}`,
              title: `Odd ${i}`,
              component,
              owner: component,
              acknowledged: { by, at: '2026-11-26T10:05:00.000Z' },
            }),
          );
          const { unmount } = open(new FakeServiceLevels({ alerts }));
          for (const { title } of alerts) {
            expect(
              await screen.findByText(title, { exact: false }),
            ).toBeInTheDocument();
          }
          unmount();
        },
      ),
      { numRuns: 3 },
    );
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const later = Object.assign(alert(), { state: 'of a later version' });
    open(
      new FakeServiceLevels({
        alerts: [later, alert({ number: 'ALR0000008', title: 'As usual' })],
      }),
    );
    expect(
      await screen.findByText("Couldn't show ALR0000007"),
    ).toBeInTheDocument();
    expect(screen.getByText('As usual', { exact: false })).toBeInTheDocument();
  });

  it('says what would fill it, and what went wrong', async () => {
    const { unmount } = open(new FakeServiceLevels());
    expect(await screen.findByText('No alert yet')).toBeInTheDocument();
    unmount();
    const api = new FakeServiceLevels();
    jest
      .spyOn(api, 'listAlerts')
      .mockRejectedValueOnce(new Error('The backend is away'));
    open(api);
    expect(await screen.findByText('The backend is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('No alert yet')).toBeInTheDocument();
  });
});
