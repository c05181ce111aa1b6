import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeIncidents, reader, team } from './__testUtils__/FakeIncidents';
import {
  FakeOnCall,
  overrideWith,
  rotationWith,
} from './__testUtils__/FakeOnCall';
import { incidentManagementApiRef, onCallApiRef } from './api';
import { HomeIncidents } from './components/HomeIncidents';
import { IncidentsRouter } from './components/IncidentsRouter';
import { OnCallCard } from './components/OnCallCard';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const show = (element: JSX.Element, api: FakeOnCall, path = '') =>
  renderPage(element, {
    path,
    user: reader,
    groups: [team],
    apis: [
      [onCallApiRef, api],
      [incidentManagementApiRef, new FakeIncidents()],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
    entities: [entity('User', 'ben'), entity('Component', 'checkout-api')],
  });
const open = (api: FakeOnCall) => show(<IncidentsRouter />, api, 'on-call');
const rotation = async (name: string) =>
  within(await screen.findByRole('region', { name }));

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
  };
}

describe('the page of who is on call', () => {
  it("has the reader's own rotations first, with who is on call and who is next", async () => {
    const others = {
      now: undefined,
      next: undefined,
      members: [{ who: 'user:default/cem', left: false }],
    };
    open(
      new FakeOnCall({
        rotations: [
          rotationWith({ ...others, name: 'db', title: 'Databases' }),
          rotationWith({ ...others, name: 'ops', title: 'Operations', team }),
          rotationWith(),
        ],
      }),
    );
    const checkout = await rotation('Checkout, first line');
    const facts = checkout.getAllByRole('definition');
    expect(facts[0]).toHaveTextContent(/^ada .*until .*2099/);
    expect(facts[1]).toHaveTextContent(/^ben .*from .*2099/);
    expect(checkout.getByText('You take turns')).toBeInTheDocument();
    const ops = await rotation('Operations');
    expect(ops.getByText('Your team')).toBeInTheDocument();
    expect(ops.getByText('Nobody is on call')).toBeInTheDocument();
    const titles = screen
      .getAllByRole('heading', { level: 2 })
      .map(({ textContent }) => textContent);
    expect(titles.slice(0, 3)).toEqual([
      'Checkout, first line',
      'Operations',
      'Databases',
    ]);
  });

  it('says when nobody can react: a gap, and somebody who has left', async () => {
    open(
      new FakeOnCall({
        rotations: [
          rotationWith({
            members: [{ who: 'user:default/ada', left: true }],
            gaps: [
              {
                start: '2026-11-26T10:00:00.000Z',
                end: '2099-11-30T08:00:00.000Z',
                left: 'user:default/ada',
              },
              ...[1, 2, 3].map(day => ({
                start: `2099-12-0${day}T17:00:00.000Z`,
                end: `2099-12-0${day}T18:00:00.000Z`,
              })),
            ],
          }),
        ],
      }),
    );
    const checkout = await rotation('Checkout, first line');
    expect(
      checkout.getByText('has left: nobody can react'),
    ).toBeInTheDocument();
    expect(checkout.getByText(/\(has left\)/)).toBeInTheDocument();
    const gaps = await rotation('Gaps in the next two weeks');
    const lines = gaps.getAllByRole('listitem');
    expect(lines[0]).toHaveTextContent(/^ada has left, but has the turn:/);
    expect(lines[1]).toHaveTextContent(/^Nobody: Tue 1 Dec 2099/);
    expect(gaps.getByText('And 1 more')).toBeInTheDocument();
  });

  it('puts somebody on call for a while with a reason, and takes it back', async () => {
    const api = new FakeOnCall({ rotations: [rotationWith()] });
    const opened = jest.spyOn(api, 'openOverride');
    open(api);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Put somebody on call: Checkout, first line',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', {
      name: 'Put somebody on call',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Why/ }),
      'Ada is ill',
    );
    const until = dialog.getByRole('textbox', { name: /^Until/ });
    await userEvent.clear(until);
    await userEvent.type(until, '2020-01-01 10:00');
    expect(
      await dialog.findByText('Must be later than the start.'),
    ).toBeInTheDocument();
    expect(confirm).toBeDisabled();
    await userEvent.clear(until);
    await userEvent.type(until, '2099-01-01 10:00');
    await userEvent.click(confirm);
    const list = within(
      await screen.findByRole('list', {
        name: 'Who stands in: Checkout, first line',
      }),
    );
    expect(opened).toHaveBeenCalledWith({
      rotation: 'checkout',
      who: reader,
      start: expect.any(String),
      end: expect.stringMatching(/^2099-01-01/),
      reason: 'Ada is ill',
    });
    await userEvent.click(list.getByRole('button', { name: /^Withdraw: ben/ }));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Withdraw',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(await screen.findByText('Over and withdrawn')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Withdraw/ }),
    ).not.toBeInTheDocument();
  });

  it('keeps the dialog and the words where the server refuses', async () => {
    const api = new FakeOnCall({
      rotations: [rotationWith()],
      overrides: [overrideWith()],
    });
    jest.spyOn(api, 'withdrawOverride').mockRejectedValueOnce(
      Object.assign(new Error('It was withdrawn by carl already'), {
        name: 'ConflictError',
      }),
    );
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Withdraw: dan/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
    expect(
      await dialog.findByText(/It was withdrawn by carl already/),
    ).toBeInTheDocument();
  });

  it('lists coming turns when asked, and gives a calendar file', async () => {
    const api = new FakeOnCall({
      rotations: [rotationWith()],
      shifts: {
        shifts: [
          rotationWith().now!,
          { ...rotationWith().next!, override: overrideWith().id },
        ],
        gaps: [],
      },
    });
    const shifts = jest.spyOn(api, 'listShifts');
    const calendar = jest.spyOn(api, 'getCalendar');
    Object.assign(URL, {
      createObjectURL: () => 'blob:there',
      revokeObjectURL: () => {},
    });
    open(api);
    const checkout = await rotation('Checkout, first line');
    expect(shifts).not.toHaveBeenCalled();
    await userEvent.click(checkout.getByText('Coming turns'));
    const turns = within(
      await checkout.findByRole('list', {
        name: 'Coming turns of Checkout, first line',
      }),
    );
    expect(turns.getAllByRole('listitem')[1]).toHaveTextContent(
      /^ben \(stands in\)/,
    );
    await userEvent.click(
      checkout.getByRole('button', {
        name: 'Calendar (.ics): Checkout, first line',
      }),
    );
    await waitFor(() => expect(calendar).toHaveBeenCalledWith('checkout'));
    expect(
      await checkout.findByText(/calendars\/checkout\.ics\?token=TOKEN/),
    ).toBeInTheDocument();
  });
});

const policy = {
  entityRef: 'component:default/checkout-api',
  policy: { name: 'usual', title: 'First line, then the owner' },
  steps: [
    {
      after: 0,
      reached: [{ told: 'rotation:checkout', who: 'user:default/ada' }],
      targets: [],
    },
    {
      after: 5,
      reached: [
        { told: 'user:default/zoe', nobody: 'left' as const },
        { told: 'rotation:checkout', nobody: 'gap' as const },
      ],
      targets: ['pager'],
    },
    {
      after: 15,
      reached: [{ told: 'owner', nobody: 'no-owner' as const }],
      targets: [],
    },
  ],
};

describe('who is on call beside what it is for', () => {
  const card = (about: Entity, api: FakeOnCall) =>
    show(
      <EntityProvider entity={about}>
        <OnCallCard />
      </EntityProvider>,
      api,
    );

  it('tells on the page of an entity who is told of an incident, step by step', async () => {
    card(
      entity('Component', 'checkout-api'),
      new FakeOnCall({ rotations: [rotationWith()], entity: policy }),
    );
    const region = await rotation('Who is on call?');
    expect(
      await region.findByText('By the policy “First line, then the owner”:'),
    ).toBeInTheDocument();
    const steps = region
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
      .slice(1);
    expect(steps).toEqual([
      'At once: ada (on call for Checkout, first line)',
      'After 5 min: zoe has left, nobody: Checkout, first line has a gap, webhook pager',
      'After 15 min: nobody: it has no owner',
    ]);
  });

  it('tells on the page of a group who is on call for it', async () => {
    const api = new FakeOnCall({
      rotations: [
        rotationWith({ team }),
        rotationWith({ name: 'db', title: 'Databases' }),
      ],
    });
    card(entity('Group', 'checkout'), api);
    expect(await screen.findByText('Checkout, first line')).toBeInTheDocument();
    expect(screen.queryByText('Databases')).not.toBeInTheDocument();
    expect(api.asked).toEqual([{ team }]);
  });

  it('asks once for a system, which is escalated and may have a rotation of its own', async () => {
    const system = 'system:default/checkout';
    const api = new FakeOnCall({ rotations: [rotationWith({ team: system })] });
    card(entity('System', 'checkout'), api);
    expect(await screen.findByText('Checkout, first line')).toBeInTheDocument();
    expect(api.asked).toEqual([{ entity: system, team: system }]);
  });

  it('tells the reader at home until when they are on call', async () => {
    const { now } = rotationWith();
    show(
      <HomeIncidents />,
      new FakeOnCall({
        rotations: [
          rotationWith({ now: { ...now!, who: reader }, next: undefined }),
          rotationWith({ name: 'db', title: 'Databases' }),
        ],
      }),
    );
    expect(await screen.findByText(/You are on call until/)).toHaveTextContent(
      /2099.* for Checkout, first line$/,
    );
    expect(screen.getByText(/You are on call from/)).toHaveTextContent(
      /for Databases$/,
    );
  });
});
