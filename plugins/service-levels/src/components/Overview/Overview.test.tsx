import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeObjectives } from '../../__testUtils__/FakeObjectives';
import { objective, reader } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

const open = (api: Partial<FakeObjectives>, path = '') =>
  renderPage(<SlosRouter />, {
    path,
    user: reader,
    apis: [[serviceLevelsApiRef, api as FakeObjectives]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

/** The row of an objective; on a narrow screen its card. */
const row = async (title: string) =>
  (await screen.findByText(title)).closest('[role=row], li')!;

describe('the overview', () => {
  it('says of each objective how it stands, what is left, how fast it burns and when it is spent', async () => {
    open(
      new FakeObjectives({
        objectives: [
          objective({
            id: 'pay',
            title: 'Payments go through',
            state: 'burning',
            burnRate: 2.5,
            budgetLeft: -1.5,
            burning: { rate: 21.3, window: 3_600_000 },
          }),
          objective({ exhaustedIn: 3 * 3_600_000 }),
          objective({
            id: 'new',
            title: 'Nothing was heard of it yet',
            state: 'no-data',
            burnRate: undefined,
            budgetLeft: undefined,
            burning: undefined,
            trend: undefined,
          }),
        ],
      }),
    );
    const worst = await row('Payments go through');
    for (const text of ['Burning', '150 % overspent', '21.3×']) {
      expect(worst).toHaveTextContent(text);
    }
    const usual = await row('Checkout is answered');
    for (const text of [
      'Healthy',
      '75 % left',
      '0.5× over 1 hour',
      'in 3 h',
      '99.9 % over 30 days',
    ]) {
      expect(usual).toHaveTextContent(text);
    }
    const fresh = await row('Nothing was heard of it yet');
    expect(fresh).toHaveTextContent('No data');
    expect(fresh).toHaveTextContent('No figure yet');
    expect(fresh).not.toHaveTextContent('100 %');
    expect(screen.getByRole('status')).toHaveTextContent('3 objectives');
  });

  it('has its filters in the address, counts by state as links, and pages', async () => {
    const api = new FakeObjectives({
      objectives: [objective()],
      nextCursor: 'two',
    });
    open(api, '?state=burning&owner=group:default/checkout&q=pay');
    const states = within(
      await screen.findByRole('navigation', { name: 'Objectives by state' }),
    );
    expect(states.getByRole('link', { name: '1,200 Healthy' })).toHaveAttribute(
      'href',
      expect.stringContaining('state=ok&owner=group'),
    );
    // The one that is chosen leads back to all.
    expect(
      states.getByRole('link', { name: '2 Burning' }).getAttribute('href'),
    ).not.toContain('state=');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Previous page' }),
    );
    expect(
      api.asked.map(({ state, owner, q, cursor }) => [state, owner, q, cursor]),
    ).toEqual([
      [['burning'], ['group:default/checkout'], 'pay', undefined],
      [['burning'], ['group:default/checkout'], 'pay', 'two'],
      [['burning'], ['group:default/checkout'], 'pay', undefined],
    ]);
  });

  it('shows what it cannot show as one odd row', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const odd = [
      objective({
        id: 'later',
        title: 'Later',
        ...{ state: 'of-a-later-version' as 'ok' },
      }),
      objective({
        id: 'odd',
        title: 'Odd',
        ...{ trend: 7 as unknown as number[] },
      }),
      objective({
        id: 'loose',
        title: 'Loose',
        owner: '::',
        component: 'no ref',
      }),
    ];
    open(new FakeObjectives({ objectives: [...odd, objective()] }));
    expect(await screen.findByText("Couldn't show later")).toBeInTheDocument();
    expect(screen.getByText("Couldn't show odd")).toBeInTheDocument();
    expect(await row('Loose')).toHaveTextContent('no ref');
    expect(await row('Checkout is answered')).toHaveTextContent('Healthy');
  });

  it('says what would fill it, and what failed', async () => {
    const { unmount } = open(new FakeObjectives());
    expect(await screen.findByText('No objectives yet')).toBeInTheDocument();
    unmount();
    open({
      listObjectives: async () => {
        throw new Error('The database is away');
      },
    });
    const failure = await screen.findByRole('alert');
    expect(failure).toHaveTextContent('Could not load the objectives');
    expect(failure).toHaveTextContent('The database is away');
    expect(
      within(failure).getByRole('button', { name: 'Retry' }),
    ).toBeInTheDocument();
  });
});
