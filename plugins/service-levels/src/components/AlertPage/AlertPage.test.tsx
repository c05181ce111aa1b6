import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { alert, reader } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

const open = (api: FakeServiceLevels, number = 'ALR0000007') =>
  renderPage(<SlosRouter />, {
    path: `alerts/${number}`,
    user: reader,
    apis: [[serviceLevelsApiRef, api]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

const event = (fields: Partial<TimelineEvent>): TimelineEvent => ({
  id: String(fields.type),
  type: 'alert.fired',
  actor: 'plugin:service-levels',
  occurredAt: '2026-11-26T10:00:00.000Z',
  data: {},
  ...fields,
});

const fired = {
  objective: 'checkout-availability',
  kind: 'burn',
  severity: 'page',
  longWindow: 3_600_000,
  shortWindow: 300_000,
  threshold: 0.0144,
  long: { bad: 213, total: 10_000 },
  short: { bad: 40, total: 900 },
  budgetLeft: 0.43,
  measured: 1,
  exhaustedIn: 5_400_000,
  definition: 'sha256:0',
};

describe('the page of an alert', () => {
  it('says what burns and for how long it lasts, and has its reader take care of it', async () => {
    open(new FakeServiceLevels({ alerts: [alert()] }));
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Checkout is answered',
      }),
    ).toBeInTheDocument();
    const figures = screen.getByRole('region', { name: 'How it stands' });
    expect(figures).toHaveTextContent('Burn rate of the last 1 h21.3×');
    expect(figures).toHaveTextContent('Budget left12 %');
    expect(figures).toHaveTextContent('Spent at this ratein 40 min');
    expect(figures).toHaveTextContent('31 % of the budget');
    const steps = screen.getByRole('list', { name: 'States of this alert' });
    expect(within(steps).getByText('Firing').closest('li')).toHaveAttribute(
      'aria-current',
      'step',
    );

    const proof = within(screen.getByRole('region', { name: 'Proof' }));
    expect(
      await proof.findByText(
        /countersign verify ALR0000007.evidence.json --key/,
      ),
    ).toBeInTheDocument();
    const next = within(screen.getByRole('region', { name: 'Next' }));
    await userEvent.click(next.getByRole('button', { name: 'Acknowledge' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    expect(
      await screen.findByText(
        'Stop what spends the budget. It resolves by itself.',
      ),
    ).toBeInTheDocument();
  });

  it('says who was faster, and keeps what was typed', async () => {
    const shown = alert();
    open(new FakeServiceLevels({ alerts: [shown] }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Mine');
    Object.assign(shown, {
      acknowledged: { by: 'user:default/ada', at: '2026-11-26T10:01:00.000Z' },
    });
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(/is taken/);
    expect(dialog.getByRole('textbox')).toHaveValue('Mine');
  });

  it('tells its life with all that led to it, and an entry it cannot read as one odd line', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const events = [
      event({
        type: 'alert.resolved',
        data: { objective: 'x', because: 'recovered' },
      }),
      event({
        type: 'alert.acknowledged',
        actor: 'user:default/ada',
        data: { objective: 'x', comment: 'Rolling back' },
      }),
      event({ type: 'alert.raised', data: { long: 'much' } }),
      event({ type: 'alert.fired', data: fired }),
      event({ type: 'alert.of_a_later_version' }),
    ];
    open(
      new FakeServiceLevels({
        alerts: [
          alert({
            state: 'resolved',
            resolvedAt: '2026-11-26T10:42:00.000Z',
          }),
        ],
        events,
      }),
    );
    const timeline = within(
      await screen.findByRole('region', { name: 'Timeline' }),
    );
    expect(
      await timeline.findByText(
        '213 of 10,000 went wrong in 1 h, 40 of 900 in 5 min; it takes more than 1.4 %',
      ),
    ).toBeInTheDocument();
    expect(
      timeline.getByText(
        '43 % of the budget was left, for 1 h 30 min at that rate',
      ),
    ).toBeInTheDocument();
    expect(timeline.getByText('Rolling back')).toBeInTheDocument();
    expect(timeline.getByText('It no longer burns')).toBeInTheDocument();
    expect(
      timeline.getByText("Couldn't show alert.raised"),
    ).toBeInTheDocument();
    expect(
      timeline.getByText('recorded alert.of_a_later_version'),
    ).toBeInTheDocument();
    expect(screen.getByText(/lasted 42 min/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });

  it('says that there is none, and where the others are', async () => {
    open(new FakeServiceLevels(), 'ALR0000009');
    expect(
      await screen.findByText('There is no such alert'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All alerts' })).toHaveAttribute(
      'href',
      '/slos/alerts',
    );
  });
});
