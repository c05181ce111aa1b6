import {
  Mark,
  markSourcesApiRef,
  MarkSource,
} from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { RiGitPullRequestLine } from '@remixicon/react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeObjectives } from '../../__testUtils__/FakeObjectives';
import {
  alert,
  burnDownOf,
  detail,
  explanationOf,
  objective,
  reader,
} from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

const change = (fields: Partial<Mark> = {}): Mark => ({
  id: 'CHG0000007',
  record: 'CHG0000007',
  title: 'Raise the pool size',
  at: '2026-11-12T13:40:00.000Z',
  end: '2026-11-12T13:55:00.000Z',
  ...fields,
});

const open = (
  api: FakeObjectives,
  options: { path?: string; changes?: MarkSource['load'] } = {},
) =>
  renderPage(<SlosRouter />, {
    path: options.path ?? 'objectives/checkout-availability',
    user: reader,
    apis: [
      [serviceLevelsApiRef, api as never],
      [
        markSourcesApiRef,
        {
          sources: [
            {
              area: 'Changes',
              icon: RiGitPullRequestLine,
              load: options.changes ?? (async () => [change()]),
            },
          ],
        },
      ],
    ],
    mountedRoutes: { '/slos': rootRouteRef },
  });

const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('the page of an objective', () => {
  it('says what is left, in time and in events, and what it leads to', async () => {
    open(
      new FakeObjectives({
        details: [detail({ exhaustedIn: 9 * 3_600_000 })],
      }),
    );
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Checkout is answered',
      }),
    ).toBeInTheDocument();
    const budget = await panel('Error budget');
    expect(budget.getByText('75 % left')).toBeInTheDocument();
    // 43 min 12 s of 30 days, and a thousand of a million.
    expect(
      budget.getByText(
        '32 min 24 s of complete failure, or 750 bad events, are left of the 43 min 12 s that are allowed.',
      ),
    ).toBeInTheDocument();
    expect(
      budget.getByText(
        'Burns at 0.5× over the last 1 hour: spent in 9 h if it goes on like this',
      ),
    ).toBeInTheDocument();
    expect(
      (await panel('Next')).getByText('Nothing is needed.'),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('table', { name: 'Pairs of windows' })).getByText(
        'Quiet: neither is above',
      ),
    ).toBeInTheDocument();
    const predictions = await panel('When an alert would fire');
    expect(predictions.getByText('after 51 s')).toBeInTheDocument();
    expect(predictions.getByText('never')).toBeInTheDocument();
  });

  it('says honestly what is overspent, what is not measured yet, and both figures where times are corrected', async () => {
    open(
      new FakeObjectives({
        details: [
          detail({
            state: 'exhausted',
            burnRate: 5,
            measured: 0.5,
            corrected: {
              bad: 100,
              total: 990_000,
              burnRate: 1,
              excluded: 7_200_000,
              corrections: [
                {
                  number: 'COR0000003',
                  kind: 'maintenance',
                  change: 'CHG0000042',
                  ledgerEntry: 'e',
                  bad: 150,
                  total: 10_000,
                  excluded: 7_200_000,
                },
              ],
            },
          }),
        ],
      }),
    );
    const budget = await panel('Error budget');
    expect(budget.getByText('150 % overspent')).toBeInTheDocument();
    expect(budget.getByText(/^50 % of the window is measured/)).toBeVisible();
    expect(budget.getByText('50 % left')).toBeInTheDocument();
    expect(budget.getByText('1 correction leaves out 2 h')).toBeInTheDocument();
    expect(budget.getByText('COR0000003')).toBeInTheDocument();
    expect(budget.getByText('CHG0000042')).toBeInTheDocument();
  });

  it('says where the budget went, what happened then, and how much is left over', async () => {
    const api = new FakeObjectives();
    const fault = 'A latency fault was switched on';
    open(api, {
      changes: async () => [
        change(),
        change({ id: '7', record: undefined, title: fault }),
      ],
    });
    const spending = await panel('Where the budget went');
    expect(
      await spending.findByText(/^60 % of what was spent went on Thu 12 Nov, /),
    ).toBeInTheDocument();
    const times = within(
      spending.getByRole('list', { name: 'Times that spent the most' }),
    );
    expect(times.getByText('150 of 700 bad')).toBeInTheDocument();
    expect(await times.findByText('CHG0000007')).toBeInTheDocument();
    // What is on no record stands there, too.
    expect(times.getByText(fault)).toBeInTheDocument();
    expect(
      spending.getByText(/The rest, 40 %, in no time that stands out/),
    ).toBeInTheDocument();
    const table = spending.getByRole('table', { name: 'Budget left' });
    expect(within(table).getByText('85 %')).toBeInTheDocument();
    await userEvent.click(spending.getByRole('radio', { name: 'A year' }));
    expect(api.views).toEqual(['window', 'year']);
  });

  it('says that nothing stands out, and which area did not answer', async () => {
    open(
      new FakeObjectives({
        burnDown: burnDownOf({
          spending: { spent: 12, rest: 12, intervals: [] },
        }),
      }),
      {
        changes: async () => {
          throw new Error('Not today');
        },
      },
    );
    const spending = await panel('Where the budget went');
    expect(
      await spending.findByText('It was spent evenly: no time stands out.'),
    ).toBeInTheDocument();
    expect(
      await spending.findByText("Changes didn't answer: Not today"),
    ).toBeInTheDocument();
  });

  it('has an alert acknowledged by whoever takes it, and says who did', async () => {
    const burning: ObjectiveDetail = detail({
      state: 'burning',
      alerts: [alert()],
    });
    const api = new FakeObjectives({ details: [burning] });
    open(api);
    const next = await panel('Next');
    expect(next.getByText(/fires, and nobody has taken it yet/)).toBeVisible();
    await userEvent.click(next.getByRole('button', { name: 'Acknowledge' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'On it');
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    expect(await next.findByText(/takes care of/)).toBeInTheDocument();
    expect(next.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
    expect(api.comments).toEqual(['On it']);
  });

  it('shows what it knows of one that nothing was counted of, and one odd alert as one odd line', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    open(
      new FakeObjectives({
        details: [
          detail({
            id: 'a#2',
            state: 'no-data',
            burnRate: undefined,
            counts: undefined,
            component: undefined,
            owner: undefined,
            burning: undefined,
            problem: 'The source does not answer',
            alerts: [
              alert({ state: 'of-a-later-version' as 'firing' }),
              alert({
                number: 'ALR0000002',
                state: 'resolved',
                kind: 'silence',
              }),
            ],
          }),
        ],
        burnDown: burnDownOf({ points: [], spending: undefined }),
      }),
      { path: 'objectives/a%232' },
    );
    const budget = await panel('Error budget');
    expect(budget.getByText('No figure yet')).toBeInTheDocument();
    const next = await panel('Next');
    expect(
      next.getByText(
        /not measured as it should be: The source does not answer/,
      ),
    ).toBeInTheDocument();
    const alerts = await panel('Alerts');
    expect(alerts.getByText("Couldn't show ALR0000007")).toBeInTheDocument();
    expect(alerts.getByText('Resolved')).toBeInTheDocument();
  });

  it('shows of what it is made, and how each part stands', async () => {
    open(
      new FakeObjectives({
        details: [
          detail({
            composite: {
              kind: 'weighted',
              parts: [
                { id: 'a', weight: 3, objective: objective({ title: 'Pay' }) },
                { id: 'gone', weight: 1 },
              ],
            },
          }),
        ],
      }),
    );
    const parts = await panel('Made of');
    expect(parts.getByRole('link', { name: 'Pay' })).toHaveAttribute(
      'href',
      '/slos/objectives/a',
    );
    expect(parts.getByText('weight 3')).toBeInTheDocument();
    expect(parts.getByText('75 % left')).toBeInTheDocument();
    expect(
      parts.getByText('There is no such objective any more'),
    ).toBeInTheDocument();
  });

  it('has the evidence of its window, or of a year, to be checked offline', async () => {
    open(new FakeObjectives());
    const proof = await panel('Proof');
    expect(
      await proof.findByText(
        /countersign verify checkout-availability.evidence.json --key/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /Evidence of/ }),
    ).toHaveTextContent('This window');
  });

  it('says that there is none', async () => {
    open(new FakeObjectives({ details: [] }));
    expect(
      await screen.findByText('There is no such objective'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'All objectives' }),
    ).toHaveAttribute('href', '/slos');
  });
});

describe('the explanation of a figure', () => {
  const path = 'objectives/checkout-availability/explanation';

  it('is the sum, the steps that add up to it, their finer steps, and the queries', async () => {
    open(new FakeObjectives(), { path });
    const sum = within(await screen.findByRole('table', { name: 'The sum' }));
    for (const [name, how, value] of [
      ['Allowed', '1,000,000 × 0.1 %', '1,000'],
      ['Spent', '250 ÷ 1,000', '25 %'],
      ['Left', '100 % − 25 %', '75 %'],
    ]) {
      const line = sum.getByRole('rowheader', { name }).closest('tr')!;
      expect(line).toHaveTextContent(`${name}${how}${value}`);
    }
    const steps = await panel('What was counted');
    expect(steps.getByText('adds up')).toBeInTheDocument();
    await userEvent.click(steps.getByText(/Thu 12 Nov/));
    expect(await steps.findByText('149')).toBeInTheDocument();
    const queries = await panel('Who said so');
    expect(
      queries.getByText('http_requests_total{code=~"5.."}'),
    ).toBeInTheDocument();
    expect(
      queries.getByText('Bad events, from checkout-api'),
    ).toBeInTheDocument();
  });

  it('says so where the steps are not all of it', async () => {
    open(
      new FakeObjectives({
        explanation: explanationOf({
          counts: { bad: 251, total: 1_000_004 },
        }),
      }),
      { path },
    );
    const steps = await panel('What was counted');
    expect(steps.getByText('does not add up')).toBeInTheDocument();
  });
});
