import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { objective } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';

jest.setTimeout(240_000);

const open = (api: FakeServiceLevels) =>
  renderPage(<SlosRouter />, {
    path: 'sources',
    apis: [[serviceLevelsApiRef, api]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

const heardAt = '2026-11-26T10:00:00.000Z';

describe('the page of sources', () => {
  it('says of each whether it answers and why not, and which objectives hang on it once somebody asks', async () => {
    const api = new FakeServiceLevels({
      objectives: [objective({ state: 'no-data' })],
      sources: [
        { name: 'idle', failures: 0, objectives: 0 },
        { name: 'new', failures: 0, objectives: 1 },
        { name: 'well', failures: 0, objectives: 3, heardAt },
        {
          name: 'down',
          failures: 4,
          objectives: 1,
          heardAt,
          trouble: 'The source answered 503',
        },
      ],
    });
    open(api);
    const down = (await screen.findByText('down')).closest('li')!;
    // What does not answer comes first.
    expect(down.previousElementSibling).toBeNull();
    expect(down).toHaveTextContent('Does not answer');
    expect(down).toHaveTextContent('The source answered 503');
    expect(down).toHaveTextContent(
      /last heard .* ago · 4 attempts failed since/,
    );
    for (const [name, words] of [
      ['idle', 'Not asked'],
      ['new', 'Not heard yet'],
      ['well', 'Answers'],
    ]) {
      expect(screen.getByText(name).closest('li')).toHaveTextContent(words);
    }
    expect(api.askedObjectives).toEqual([]);
    await userEvent.click(within(down).getByText('1 objective'));
    expect(
      await within(down).findByRole('link', { name: 'Checkout is answered' }),
    ).toHaveAttribute('href', '/slos/objectives/checkout-availability');
    expect(api.askedObjectives).toEqual([
      expect.objectContaining({ source: ['down'] }),
    ]);
  });

  it('lists definitions that do not work with file, line, path, rule and reason, however many there are', async () => {
    const problems = Array.from({ length: 400 }, (_, i) => ({
      severity: i % 2 ? ('warning' as const) : ('error' as const),
      file: `slo/${'very-'.repeat(20)}long-${i}.yaml`,
      line: i + 1,
      document: i ? `SLO s-${i}` : undefined,
      path: 'spec.objectives[0].target',
      rule: 'target-out-of-range',
      message: 'must be below 1: a promise of 100 % has no budget',
    }));
    open(new FakeServiceLevels({ problems }));
    const table = await screen.findByRole('table', {
      name: "Definitions that don't work",
    });
    expect(within(table).getAllByRole('row')).toHaveLength(401);
    expect(screen.getByText('200 errors, 200 warnings')).toBeInTheDocument();
    const first = within(table).getAllByRole('row')[1];
    expect(first).toHaveTextContent('line 1');
    expect(first).toHaveTextContent('spec.objectives[0].target');
    expect(first).toHaveTextContent('target-out-of-range');
    expect(first).toHaveTextContent('a promise of 100 % has no budget');
  });

  it('says what would fill it', async () => {
    open(new FakeServiceLevels());
    expect(
      await screen.findByText('No source is configured'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Every definition in the catalog works.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Check a definition' }),
    ).toHaveAttribute('href', '/slos/check');
  });
});
