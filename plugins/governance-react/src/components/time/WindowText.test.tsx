import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { WindowText } from './WindowText';

const HOUR = 3_600_000;

describe('a window', () => {
  it.each([
    ['is to come', 20, 30, '· in 20 h'],
    ['runs', -20, 10, '· 10 h left'],
    ['is over', -20, -10, '· ended 10 h ago'],
  ])('that %s says how far off it is', async (_, start, end, words) => {
    const at = (hours: number) =>
      new Date(Date.now() + hours * HOUR).toISOString();
    renderInTestApp(
      <p data-testid="window">
        <WindowText
          window={{
            start: at(start),
            end: at(end),
          }}
        />
      </p>,
    );
    expect(await screen.findByTestId('window')).toHaveTextContent(words);
    // A page may tell of many windows: the timer is that of its own record.
    expect(screen.queryByRole('timer')).not.toBeInTheDocument();
  });
});
