import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { componentRef, reader, team } from './__testUtils__/FakeIncidents';
import {
  candidate,
  FakeProblems,
  openedProblem,
} from './__testUtils__/FakeProblems';
import { incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (api: FakeProblems, path = '', may?: string[]) =>
  renderPage(<IncidentsRouter />, {
    path: `problems${path}`,
    user: reader,
    groups: [team],
    may,
    apis: [[incidentManagementApiRef, api]],
    mountedRoutes: { '/incidents': rootRouteRef },
  });

describe('the list of problems', () => {
  it('says where each stands and who sees to it, and has its filters in the address', async () => {
    const api = new FakeProblems([openedProblem()]);
    api.writeProblem('PRB0000003', 'problem.known', {
      cause: 'A pool that never shrinks',
      workaround: 'Restart it',
    });
    open(api, `?state=new,unheard-of&knownError=true&q=pool&team=${team}`);
    const list = await screen.findByRole('list', { name: 'Problems' });
    expect(within(list).getByText('Connections run out')).toBeInTheDocument();
    expect(within(list).getByText('Known error')).toBeInTheDocument();
    expect(within(list).getByText('1 incident')).toBeInTheDocument();
    expect(within(list).getByText('Nobody yet')).toBeInTheDocument();
    expect(api.listed).toEqual([
      { state: ['new'], knownError: true, q: 'pool', team: [team] },
    ]);
  });

  it('proposes incidents that look alike, with why, and opens a problem of them', async () => {
    const api = new FakeProblems([], [candidate]);
    open(api);
    expect(await screen.findByText('No problems yet')).toBeInTheDocument();
    const proposed = within(
      screen.getByRole('list', { name: 'Incidents that look alike' }),
    );
    expect(proposed.getByText(/with the same condition/)).toBeInTheDocument();
    await userEvent.click(
      proposed.getByRole('button', {
        name: /^Open problem for incidents on/,
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const numbers = dialog.getByRole('textbox', { name: /^Its incidents/ });
    const confirm = dialog.getByRole('button', { name: 'Open problem' });
    await userEvent.type(numbers, ' CHG0000001');
    expect(confirm).toBeDisabled();
    expect(
      dialog.getByText('CHG0000001 is no number of an incident.'),
    ).toBeInTheDocument();
    await userEvent.clear(numbers);
    await userEvent.type(numbers, 'inc0000001, INC0000005');
    await userEvent.click(confirm);
    await waitFor(() => expect(api.openedWith).toHaveLength(1));
    expect(api.openedWith).toEqual([
      expect.objectContaining({
        title: expect.stringMatching(/^HighLatency again and again on/),
        entities: [componentRef],
        incidents: ['INC0000001', 'INC0000005'],
      }),
    ]);
  });
});

describe('the page of a problem', () => {
  const next = () => within(screen.getByRole('region', { name: 'Next' }));
  const step = () =>
    within(screen.getByRole('list', { name: 'States of this problem' }));
  const ready = () =>
    screen.findByRole('heading', { level: 1, name: 'Connections run out' });
  const dialog = async () => within(await screen.findByRole('dialog'));
  const isGone = () =>
    waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

  it('leads from the first look to a known error and the change that fixes it', async () => {
    const api = new FakeProblems([openedProblem()]);
    open(api, '/PRB0000003');
    await ready();
    await userEvent.click(next().getByRole('button', { name: 'Assess' }));
    await userEvent.click(
      await next().findByRole('button', { name: 'Start analysis' }),
    );
    await userEvent.click(
      await next().findByRole('button', { name: 'Record known error' }),
    );
    let asked = await dialog();
    const confirm = asked.getByRole('button', { name: 'Record known error' });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      asked.getByRole('textbox', { name: /^What causes it/ }),
      'A pool that never shrinks',
    );
    await userEvent.type(
      asked.getByRole('textbox', { name: /^What helps/ }),
      'Restart it',
    );
    await userEvent.click(confirm);
    await isGone();
    const error = within(screen.getByRole('region', { name: 'Known error' }));
    expect(error.getByText('Restart it')).toBeInTheDocument();
    expect(error.getByText('A pool that never shrinks')).toBeInTheDocument();

    await userEvent.click(next().getByRole('button', { name: 'Plan fix' }));
    asked = await dialog();
    const plan = asked.getByRole('button', { name: 'Plan fix' });
    const change = asked.getByRole('textbox', { name: /^Change/ });
    await userEvent.type(change, 'the next one');
    expect(plan).toBeDisabled();
    await userEvent.clear(change);
    await userEvent.type(change, 'chg0000042');
    await userEvent.click(plan);
    await isGone();
    expect(step().getByText('Fix in progress').closest('li')).toHaveAttribute(
      'aria-current',
      'step',
    );
    expect(
      within(screen.getByRole('region', { name: 'What is known' })).getByText(
        'CHG0000042',
      ),
    ).toBeInTheDocument();
  });

  it('says why nobody who worked on it accepts its risk', async () => {
    const api = new FakeProblems([openedProblem()]);
    api.writeProblem('PRB0000003', 'problem.assessed', {}, 'user:default/ada');
    api.writeProblem('PRB0000003', 'problem.analyzed', {}, 'user:default/ada');
    open(api, '/PRB0000003');
    await ready();
    await userEvent.click(next().getByRole('button', { name: 'Accept risk' }));
    const asked = await dialog();
    api.writeProblem('PRB0000003', 'problem.known', {
      cause: 'A pool',
      workaround: 'Restart it',
    });
    await userEvent.type(asked.getByRole('textbox'), 'It is seldom');
    await userEvent.click(asked.getByRole('button', { name: 'Accept risk' }));
    expect(await asked.findByRole('alert')).toHaveTextContent(
      /You worked on PRB0000003/,
    );
    expect(asked.getByRole('textbox')).toHaveValue('It is seldom');
  });

  it('links incidents, unlinks them with a reason, and keeps both in its timeline', async () => {
    const api = new FakeProblems([openedProblem()]);
    open(api, '/PRB0000003');
    await ready();
    const incidents = () =>
      within(screen.getByRole('region', { name: 'Incidents' }));
    await userEvent.click(
      incidents().getByRole('button', { name: 'Link incident' }),
    );
    let asked = await dialog();
    await userEvent.type(asked.getByRole('textbox'), 'INC0000008{Enter}');
    await userEvent.click(asked.getByRole('button', { name: 'Link incident' }));
    await isGone();
    expect(await incidents().findByText('INC0000008')).toBeInTheDocument();
    await userEvent.click(
      incidents().getByRole('button', { name: 'Unlink INC0000007' }),
    );
    asked = await dialog();
    await userEvent.type(asked.getByRole('textbox'), 'That was the network');
    await userEvent.click(asked.getByRole('button', { name: 'Unlink' }));
    await isGone();
    expect(incidents().queryByText('INC0000007')).not.toBeInTheDocument();
    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    expect(
      await timeline.findByText('That was the network'),
    ).toBeInTheDocument();
  });

  it('skips on its way what its outcome left out', async () => {
    const api = new FakeProblems([openedProblem()]);
    api.writeProblem('PRB0000003', 'problem.duplicate', {
      of: 'PRB0000001',
      text: 'The same pool',
    });
    open(api, '/PRB0000003');
    await ready();
    expect(step().getByText('Closed').closest('li')).toHaveAttribute(
      'aria-current',
      'step',
    );
    const about = within(screen.getByRole('region', { name: 'What is known' }));
    expect(about.getByText('PRB0000001')).toBeInTheDocument();
    expect(next().getByText('Nothing is left to do.')).toBeInTheDocument();
  });

  it('says where there is none', async () => {
    open(new FakeProblems(), '/PRB0000404');
    expect(
      await screen.findByText('There is no such problem'),
    ).toBeInTheDocument();
  });
});
