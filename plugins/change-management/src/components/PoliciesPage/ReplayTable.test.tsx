import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { replayOf } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ReplayTable } from './ReplayTable';

// A page takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(240_000);

const [differing] = replayOf([
  { number: 'CHG0000001', title: 'Resize the database' },
]).rows;
const same = (number: string) => ({
  ...differing,
  number,
  after: differing.before,
  differences: [],
});

describe('ReplayTable', () => {
  it('shows what would differ, and counts the rest until it is asked for', async () => {
    renderPage(
      <ReplayTable
        replay={{
          ...replayOf([]),
          n: 3,
          differing: 1,
          rows: [same('CHG0000002'), differing, same('CHG0000003')],
        }}
      />,
    );
    const [table, ...others] = await screen.findAllByRole('table');
    expect(others).toEqual([]);
    expect(within(table).getByText('CHG0000001')).toBeInTheDocument();
    expect(screen.queryByText('CHG0000002')).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByText('2 changes would have been treated the same'),
    );
    expect(await screen.findByText('CHG0000002')).toBeInTheDocument();
    expect(screen.getByText('CHG0000003')).toBeInTheDocument();
  });

  it('says when the approvals would not be enough by either set', async () => {
    renderPage(
      <ReplayTable
        replay={{
          ...replayOf([]),
          n: 1,
          differing: 1,
          rows: [
            { ...differing, wouldHaveBeenMet: false, meetsCurrent: false },
          ],
        }}
      />,
    );
    expect(
      await screen.findByText('Not enough under either policy'),
    ).toBeInTheDocument();
  });
});
