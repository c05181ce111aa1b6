import { screen } from '@testing-library/react';
import { renderPage } from '../../__testUtils__/renderPage';
import { ChangeSearchResult } from './ChangeSearchResult';

jest.setTimeout(240_000);

const result = {
  title: 'Give orders-db 16 vCPU',
  text: 'Black Friday brings three times the orders.',
  location: '/changes/CHG0000142',
};

describe('ChangeSearchResult', () => {
  it('shows number, title, state, risk and environment, and leads to the change', async () => {
    const document = {
      ...result,
      number: 'CHG0000142',
      state: 'authorize',
      type: 'normal',
      risk: 'high',
      environment: 'production',
    };
    renderPage(<ChangeSearchResult result={document} />);

    expect(
      await screen.findByRole('link', {
        name: 'CHG0000142 Give orders-db 16 vCPU',
      }),
    ).toHaveAttribute('href', '/changes/CHG0000142');
    for (const text of ['Authorize', 'High', 'Normal', 'in production']) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });

  it('shows a document of an older index without what it does not know', async () => {
    const document = { ...result, state: 'unheard-of' };
    renderPage(<ChangeSearchResult result={document} />);

    expect(
      await screen.findByRole('link', { name: 'Give orders-db 16 vCPU' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('unheard-of')).not.toBeInTheDocument();
  });
});
