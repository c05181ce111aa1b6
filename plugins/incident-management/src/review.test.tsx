import governancePlugin from '@countersign/plugin-governance';
import {
  renderMeetingPlaces,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAlerts } from './__testUtils__/FakeAlerts';
import {
  declared,
  FakeIncidents,
  reader,
  team,
} from './__testUtils__/FakeIncidents';
import { FakeOnCall } from './__testUtils__/FakeOnCall';
import { alertsApiRef, incidentManagementApiRef, onCallApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { incidentManagementPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const number = 'INC0000007';
const apisOf = (api: FakeIncidents) =>
  [
    [incidentManagementApiRef, api],
    [alertsApiRef, new FakeAlerts()],
    [onCallApiRef, new FakeOnCall()],
  ] as const;

const open = (api: FakeIncidents, path: string) =>
  renderPage(<IncidentsRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [...apisOf(api)],
    mountedRoutes: { '/incidents': rootRouteRef },
  });

/** An incident that is over, and its review by the reader. */
async function reviewed(): Promise<FakeIncidents> {
  const api = new FakeIncidents([declared()]);
  api.write(number, 'incident.acknowledged', {});
  api.write(number, 'incident.resolved', { text: 'Shifted traffic' });
  await api.act(number, 'start-review', {});
  return api;
}

const overdue = {
  text: 'Alert on the limit',
  owner: reader,
  dueAt: '2026-11-20T10:00:00.000Z',
};

beforeEach(() => sessionStorage.clear());

describe('the review of an incident', () => {
  it('is started from the incident that is over, and drafted from its timeline', async () => {
    const api = new FakeIncidents([declared()]);
    api.write(number, 'incident.acknowledged', {});
    api.write(number, 'incident.resolved', { text: 'Shifted traffic' });
    const page = open(api, number);
    const panel = within(await screen.findByRole('region', { name: 'Review' }));
    await userEvent.click(panel.getByRole('button', { name: 'Start review' }));
    expect(await panel.findByText('Draft')).toBeInTheDocument();
    expect(panel.getByRole('link', { name: 'Open review' })).toHaveAttribute(
      'href',
      `/incidents/${number}/review`,
    );
    page.unmount();
    open(api, `${number}/review`);
    const happened = within(
      await screen.findByRole('region', { name: 'What happened' }),
    );
    expect(
      await happened.findByText(/ben resolved it: Shifted traffic/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/is unknown\.$/, { selector: 'h2, h3, span, p, div' }),
    ).toBeInTheDocument();
  });

  it('keeps what its author types through leaving the page, and is saved and published', async () => {
    const api = await reviewed();
    const page = open(api, `${number}/review`);
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = () =>
      screen.getByRole('textbox', { name: 'What to improve' });
    await userEvent.type(field(), 'Nobody saw it.');
    page.unmount();
    open(api, `${number}/review`);
    await waitFor(() =>
      expect(field()).toHaveValue('- No alert noticed it.Nobody saw it.'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Publish' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Publish' }));
    expect(await screen.findByText('Published')).toBeInTheDocument();
    expect(await api.getReview(number)).toMatchObject({
      revision: 2,
      review: { published: { revision: 2 } },
    });
  });

  it('loses nothing where the same was saved from another window meanwhile', async () => {
    const api = await reviewed();
    open(api, `${number}/review`);
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'What went well' });
    await userEvent.type(field, 'We were fast.');
    const { content } = await api.getReview(number);
    await api.act(number, 'edit-review', {
      revision: 1,
      content: { ...content, wentWell: 'From the other window.' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText('Revision 2 was saved meanwhile'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Saved: From the other window.'),
    ).toBeInTheDocument();
    expect(field).toHaveValue('We were fast.');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(async () =>
      expect(await api.getReview(number)).toMatchObject({
        revision: 3,
        content: { wentWell: 'We were fast.' },
      }),
    );
  });

  it('is no page of words where nobody wrote one', async () => {
    open(new FakeIncidents([declared()]), `${number}/review`);
    expect(
      await screen.findByText('Nobody has written a review yet.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Start review' }),
    ).not.toBeInTheDocument();
  });
});

describe('action items', () => {
  it('say who owns them and that they are late, and are finished with what came of it', async () => {
    const api = await reviewed();
    api.write(number, 'incident.action_added', overdue);
    open(api, number);
    const panel = within(
      await screen.findByRole('region', { name: 'Action items' }),
    );
    expect(panel.getByText('Overdue')).toBeInTheDocument();
    const finish = await panel.findByRole('button', {
      name: 'Finish: Alert on the limit',
    });
    // Whoever owns one does not cancel it.
    expect(
      panel.queryByRole('button', { name: /^Cancel/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(finish);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'It alerts now');
    await userEvent.click(dialog.getByRole('button', { name: 'Finish' }));
    expect(await panel.findByText('Done')).toBeInTheDocument();
    expect(panel.getByText(/It alerts now/)).toBeInTheDocument();
  });

  it('are listed over all incidents, narrowed by the address', async () => {
    const api = await reviewed();
    api.write(number, 'incident.action_added', overdue);
    api.write(number, 'incident.action_added', {
      ...overdue,
      text: 'Of somebody else',
      owner: 'user:default/ada',
    });
    const asked = jest.spyOn(api, 'listActions');
    // From the incidents one gets there as to their board.
    const incidents = open(api, '');
    const looks = within(
      await screen.findByRole('navigation', {
        name: 'Ways to look at incidents',
      }),
    );
    expect(looks.getByRole('link', { name: 'Action items' })).toHaveAttribute(
      'href',
      '/incidents/actions',
    );
    incidents.unmount();
    open(api, 'actions?mine=true&state=open,unheard-of');
    expect(await screen.findByText('Alert on the limit')).toBeInTheDocument();
    expect(screen.queryByText('Of somebody else')).not.toBeInTheDocument();
    expect(asked.mock.calls.at(-1)?.[0]).toMatchObject({
      mine: true,
      state: ['open'],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    expect(await screen.findByText('Of somebody else')).toBeInTheDocument();
  });

  it('that are due stand on the home page of whoever owns them, and in the one inbox', async () => {
    const api = await reviewed();
    api.write(number, 'incident.action_added', overdue);
    renderMeetingPlaces([governancePlugin, incidentManagementPlugin], {
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'checkout-api', namespace: 'default' },
      },
      user: reader,
      groups: [team],
      apis: [...apisOf(api)],
    });
    const widget = within(
      await screen.findByRole('list', { name: 'Overdue actions' }),
    );
    expect(widget.getByText('Alert on the limit')).toBeInTheDocument();
    const inbox = within(
      await screen.findByRole('list', { name: 'Waiting for you' }),
    );
    expect(await inbox.findByText('Alert on the limit')).toBeInTheDocument();
    expect(inbox.getByText('Act')).toBeInTheDocument();
  });
});
