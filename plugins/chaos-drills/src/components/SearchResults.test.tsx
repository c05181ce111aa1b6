import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import {
  DrillSearchResult,
  ExperimentSearchResult,
  GameDaySearchResult,
} from './SearchResults';

jest.setTimeout(240_000);

describe('search results', () => {
  const found = (title: string, location: string, fields: object) => ({
    ...{ title, location, text: 'What was found' },
    ...fields,
  });

  it('lead to drills, experiments and game days, and say where they stand', async () => {
    renderPage(
      <>
        <DrillSearchResult
          result={found('DRL0000001: Slow answers', '/drills/DRL0000001', {
            ...{ number: 'DRL0000001', state: 'ended' },
            ...{ outcome: 'deviated', missed: true },
          })}
        />
        <ExperimentSearchResult
          result={found('Slow answers', '/drills/experiments/latency', {
            scenario: 'latency',
          })}
        />
        <GameDaySearchResult
          result={found('GMD0000001: Friday', '/drills/game-days/GMD0000001', {
            state: 'running',
          })}
        />
      </>,
    );
    expect(
      await screen.findByRole('link', { name: 'DRL0000001: Slow answers' }),
    ).toHaveAttribute('href', '/drills/DRL0000001');
    expect(screen.getByRole('link', { name: 'Slow answers' })).toHaveAttribute(
      'href',
      '/drills/experiments/latency',
    );
    expect(
      screen.getByRole('link', { name: 'GMD0000001: Friday' }),
    ).toHaveAttribute('href', '/drills/game-days/GMD0000001');
    for (const text of ['Deviated', 'latency', 'Running']) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });
});
