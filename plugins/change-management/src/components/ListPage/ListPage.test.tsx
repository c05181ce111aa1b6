import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { ListPage } from './ListPage';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

function Address() {
  const { search } = useLocation();
  return <output aria-label="address">{search}</output>;
}

const page = (
  <>
    <ListPage />
    <Address />
  </>
);

const address = () => screen.getByLabelText('address');

describe('ListPage', () => {
  it('asks for what the address says, and writes to the address what is chosen', async () => {
    const api = new FakeChangeManagementApi();
    const list = jest.spyOn(api, 'listChanges');
    renderPage(page, {
      api,
      query: '?state=authorize,implement&risk=high,impossible&q=orders',
    });

    expect(
      await screen.findByText(/Give orders-db 16 vCPU/),
    ).toBeInTheDocument();
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({
        state: ['authorize', 'implement'],
        // What no risk can be was passed over: the server would refuse it.
        risk: ['high'],
        q: 'orders',
      }),
      expect.anything(),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Awaiting my approval' }),
    );

    await waitFor(() =>
      expect(address()).toHaveTextContent(
        /state=authorize%2Cimplement&risk=high&awaitingMyApproval=true&q=orders/,
      ),
    );
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({ awaitingMyApproval: true, q: 'orders' }),
      expect.anything(),
    );
  });

  it('goes from page to page and keeps its filters', async () => {
    const api = new FakeChangeManagementApi();
    const all = await api.listChanges({});
    jest.spyOn(api, 'listChanges').mockImplementation(async query => ({
      items: query?.cursor ? all.items.slice(2, 4) : all.items.slice(0, 2),
      nextCursor: query?.cursor ? undefined : 'second',
      count: { value: 10_000, capped: true },
    }));
    renderPage(page, { api, query: '?type=normal' });

    expect(await screen.findByText('10,000+ changes')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));

    expect(await screen.findByText(all.items[2].title)).toBeInTheDocument();
    expect(address()).toHaveTextContent('?type=normal&cursor=second');

    await userEvent.click(
      screen.getByRole('button', { name: 'Previous page' }),
    );
    expect(await screen.findByText(all.items[0].title)).toBeInTheDocument();
    expect(address()).toHaveTextContent(/^\?type=normal$/);
  });

  it('shows an emergency change whose approval is overdue as such', async () => {
    renderPage(page);
    // A table row, or a card where the screen is narrow.
    const row = (
      await screen.findByText(/failing pricing zone/)
    ).closest<HTMLElement>('[role=row], li');
    expect(within(row!).getByText('Overdue')).toBeInTheDocument();
  });

  it('says that no change matches and offers to clear the filters', async () => {
    renderPage(page, { query: '?q=nothing-like-it' });
    expect(
      await screen.findByText('No change matches these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(
      await screen.findByText(/Give orders-db 16 vCPU/),
    ).toBeInTheDocument();
    expect(address()).toBeEmptyDOMElement();
  });
});
