import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import { ObjectiveSearchResult } from './ObjectiveSearchResult';

jest.setTimeout(240_000);

const found = (fields: object) => ({
  title: '99.9 % of checkouts are answered',
  location: '/slos/objectives/checkout-availability',
  text: 'checkout-availability',
  ...fields,
});

describe('an objective among search results', () => {
  it('leads to its page and says how it stood, where that is a state it knows', async () => {
    renderPage(
      <>
        <ObjectiveSearchResult result={found({ state: 'burning' })} />
        <ObjectiveSearchResult
          result={found({ title: 'Another', state: 'of a later version' })}
        />
      </>,
    );
    expect(
      await screen.findByRole('link', { name: /99\.9 % of checkouts/ }),
    ).toHaveAttribute('href', '/slos/objectives/checkout-availability');
    expect(screen.getByText('Burning')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Another' })).toBeInTheDocument();
    expect(screen.queryByText('of a later version')).not.toBeInTheDocument();
  });
});
