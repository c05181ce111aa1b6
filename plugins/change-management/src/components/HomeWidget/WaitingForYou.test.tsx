import { configure, screen, within } from '@testing-library/react';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { WaitingForYou } from './WaitingForYou';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);

describe('WaitingForYou', () => {
  it('shows approvals the reader can give and emergencies that are overdue', async () => {
    renderPage(<WaitingForYou />);

    const approvals = within(
      await screen.findByRole('region', { name: 'Awaiting your approval' }),
    );
    expect(approvals.getByText('CHG0000142')).toBeInTheDocument();
    expect(
      within(
        screen.getByRole('region', {
          name: 'Emergencies with overdue approval',
        }),
      ).getByText('CHG0000141'),
    ).toBeInTheDocument();
  });

  it('says so when nothing waits', async () => {
    const api = new FakeChangeManagementApi();
    jest
      .spyOn(api, 'listChanges')
      .mockResolvedValue({ items: [], count: { value: 0, capped: false } });
    renderPage(<WaitingForYou />, { api });

    expect(
      await screen.findByText('Nothing is waiting for you.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'New change' })).toHaveAttribute(
      'href',
      '/changes/new',
    );
  });
});
