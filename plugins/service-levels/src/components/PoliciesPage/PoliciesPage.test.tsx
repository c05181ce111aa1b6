import { say } from '@countersign/plugin-governance-common';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import {
  ErrorBudgetPolicySet,
  ErrorBudgetReplay,
} from '@countersign/plugin-service-levels-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

// What was drafted in one test is no draft of another.
beforeEach(() => sessionStorage.clear());

const open = (api: FakeServiceLevels) =>
  renderPage(<SlosRouter />, {
    path: 'policies',
    apis: [[serviceLevelsApiRef, api]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

const set: ErrorBudgetPolicySet = {
  digest: 'sha256:0123456789abcdef',
  activatedAt: '2026-11-20T10:00:00.000Z',
  policies: [
    {
      name: 'Spent',
      match: { 'change.environment': 'production' },
      when: { leftAtMost: 0 },
      allow: 'reliability',
      require: [],
    },
    {
      name: 'Soon spent',
      when: { leftAtMost: 0.25, burnRateAbove: 6 },
      allow: 'any',
      require: [
        { group: 'group:default/sre', count: 2 },
        { ownersOf: 'objective', count: 1 },
      ],
    },
  ],
  whenUnavailable: { allow: 'reliability', require: [] },
};

const replay: ErrorBudgetReplay = {
  currentDigest: set.digest,
  draftDigest: 'sha256:fedcba9876543210',
  n: 2,
  of: 2,
  differing: 1,
  changes: {
    n: 31,
    capped: false,
    differing: [
      {
        number: 'CHG0000067',
        title: 'Raise the storage limit',
        at: '2026-11-24T21:00:00.000Z',
        before: { outcome: 'free', require: [], reason: [] },
        after: {
          outcome: 'refused',
          require: [],
          reason: say`Nothing is left of the budget.`,
        },
      },
    ],
  },
  rows: [
    {
      objective: 'pay',
      title: 'Payments go through',
      component: 'component:default/checkout-api',
      before: { nothing: 7_200_000, approval: 0, reliability: 0 },
      after: { nothing: 0, approval: 0, reliability: 7_200_000 },
      spans: [
        {
          from: '2026-11-24T20:00:00.000Z',
          to: '2026-11-24T22:00:00.000Z',
          before: { level: 'nothing' },
          after: { level: 'reliability', policy: 'Strict' },
        },
      ],
    },
    {
      objective: 'calm',
      title: 'Calm',
      component: 'component:default/checkout-api',
      before: { nothing: 7_200_000, approval: 0, reliability: 0 },
      after: { nothing: 7_200_000, approval: 0, reliability: 0 },
      spans: [],
    },
  ],
};

describe('the page of error budget policies', () => {
  it('says each rule in words, and in which direction all of it fails', async () => {
    open(new FakeServiceLevels({ policies: set }));
    const rules = within(
      await screen.findByRole('list', { name: 'Error budget policies' }),
    )
      .getAllByRole('listitem')
      .filter(({ parentElement }) => parentElement?.tagName === 'OL');
    expect(rules[0]).toHaveTextContent(
      /Spent.*the budget is spent.*change.environment is production.*Only reliability fixes and emergencies/,
    );
    expect(rules[1]).toHaveTextContent(
      /25 % of the budget is left, or less.*it burns faster than 6×.*2 more approvals from .*sre.*1 more approval from the owner of what makes the promise/,
    );
    expect(screen.getByText('Fails closed')).toBeInTheDocument();
  });

  it('checks a draft while it is typed, and replays it: each change that would have been decided otherwise is a link', async () => {
    const api = new FakeServiceLevels({ policies: set, replay });
    const asked = jest.spyOn(api, 'replayErrorBudget');
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start from those in force' }),
    );
    expect(
      screen.getByText('2 policies, and nothing is wrong with them.'),
    ).toBeInTheDocument();
    const editor = screen.getByRole('textbox', { name: 'Draft policies' });
    await userEvent.clear(editor);
    await userEvent.type(editor, '- name: Strict{enter}  alow: any');
    expect(screen.getByText(/0: .*alow/)).toBeInTheDocument();
    await userEvent.clear(editor);
    await userEvent.type(editor, '- name: Strict{enter}  allow: reliability');
    await userEvent.click(screen.getByRole('button', { name: 'Replay' }));
    expect(
      await screen.findByText(
        '1 of 31 changes would have been decided otherwise',
      ),
    ).toBeInTheDocument();
    const [{ policies, from, to }] = asked.mock.calls[0];
    expect(policies).toMatchObject([{ name: 'Strict', allow: 'reliability' }]);
    expect(Date.parse(to) - Date.parse(from)).toBe(30 * 86_400_000);
    const table = within(
      screen.getByRole('table', {
        name: 'Changes that would have been decided otherwise',
      }),
    );
    expect(table.getByText('CHG0000067')).toBeInTheDocument();
    const [, row] = table.getAllByRole('row');
    expect(row).toHaveTextContent(
      /Goes ahead.*Refused.*Nothing is left of the budget/,
    );
    await userEvent.click(
      screen.getByText('Payments go through, otherwise for 2 h'),
    );
    expect(screen.getByRole('link', { name: 'pay' })).toHaveAttribute(
      'href',
      '/slos/objectives/pay',
    );
  });

  it('says that none is in force, and what a refused draft lacks', async () => {
    const api = new FakeServiceLevels();
    jest
      .spyOn(api, 'replayErrorBudget')
      .mockRejectedValue(new Error('There is no environment stagging'));
    open(api);
    expect(
      await screen.findByText('No error budget policy is in force'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start from an example' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Replay' }));
    expect(
      await screen.findByText('There is no environment stagging'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: 'Draft policies' }),
    ).not.toHaveValue('');
  });

  it('refuses whoever may not see it', async () => {
    const api = new FakeServiceLevels();
    jest.spyOn(api, 'getErrorBudgetPolicies').mockRejectedValue(
      Object.assign(new Error('You may not read service levels'), {
        name: 'NotAllowedError',
      }),
    );
    open(api);
    expect(
      await screen.findByText('You may not read service levels'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Replay' })).toBeNull();
  });
});
