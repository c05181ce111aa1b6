import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import { ReportSearchResult, RunSearchResult } from './SearchResults';

jest.setTimeout(240_000);

describe('search results', () => {
  it('lead to reports and runs, and say where a run stands', async () => {
    renderPage(
      <>
        <ReportSearchResult
          result={{
            title: 'Who may do what',
            location: '/evidence/reports/access-review',
            text: 'Every quarter.',
          }}
        />
        <RunSearchResult
          result={{
            ...{ number: 'RUN0000007', state: 'completed' },
            title: 'RUN0000007: Who may do what',
            location: '/evidence/runs/RUN0000007',
            text: 'access-review',
          }}
        />
      </>,
    );
    expect(
      await screen.findByRole('link', { name: 'Who may do what' }),
    ).toHaveAttribute('href', '/evidence/reports/access-review');
    expect(
      screen.getByRole('link', { name: 'RUN0000007: Who may do what' }),
    ).toHaveAttribute('href', '/evidence/runs/RUN0000007');
    expect(screen.getByText('Completed')).toBeInTheDocument();
  });
});
