import {
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { reader } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ListPage } from './ListPage';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(240_000);

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

  it('shows a period as what it is, and takes it away', async () => {
    const api = new FakeChangeManagementApi();
    const list = jest.spyOn(api, 'listChanges');
    renderPage(page, {
      api,
      query:
        '?closedFrom=2026-10-01T00:00:00.000Z&closedTo=2026-11-01T00:00:00.000Z&closeCode=unsuccessful',
    });
    const chips = within(
      await screen.findByRole('grid', { name: 'Active filters' }),
    );
    expect(
      chips.getByText(/^Closed: 1 Oct 2026 to 31 Oct 2026/),
    ).toBeInTheDocument();
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({
        closedFrom: '2026-10-01T00:00:00.000Z',
        closedTo: '2026-11-01T00:00:00.000Z',
        closeCode: ['unsuccessful'],
        sort: 'closed',
      }),
      expect.anything(),
    );

    await userEvent.click(
      within(chips.getByRole('row', { name: /^Closed: / })).getByRole('button'),
    );
    await waitFor(() =>
      expect(address()).toHaveTextContent(/^\?closeCode=unsuccessful$/),
    );
  });

  it('narrows to days that are chosen, both included', async () => {
    const api = new FakeChangeManagementApi();
    const list = jest.spyOn(api, 'listChanges');
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Filters' }),
    );
    fireEvent.change(await screen.findByLabelText('From'), {
      target: { value: '2026-10-01' },
    });
    fireEvent.change(screen.getByLabelText('To'), {
      target: { value: '2026-10-31' },
    });
    await waitFor(() =>
      expect(list).toHaveBeenLastCalledWith(
        expect.objectContaining({
          createdFrom: new Date(2026, 9, 1).toISOString(),
          createdTo: new Date(2026, 10, 1).toISOString(),
          sort: 'created',
        }),
        expect.anything(),
      ),
    );
    fireEvent.change(screen.getByLabelText('To'), {
      target: { value: '2026-09-30' },
    });
    expect(
      screen.getByText('The period must end after it starts.'),
    ).toBeInTheDocument();
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

  it('has a view of the reader’s teams, and opens with one that they saved', async () => {
    const { unmount } = renderPage(page, { query: '?q=orders' });
    const choose = async (shown: string, chosen: string) => {
      await userEvent.click(await screen.findByRole('button', { name: shown }));
      await userEvent.click(
        await screen.findByRole('menuitem', { name: chosen }),
      );
    };
    await choose('Views', 'Save current view');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Orders');
    await userEvent.click(
      dialog.getByLabelText('Open the list with this view'),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('button', { name: 'Orders' }),
    ).toBeInTheDocument();
    await choose('Orders', 'My teams');
    await waitFor(() =>
      expect(new URLSearchParams(address().textContent ?? '').get('team')).toBe(
        reader.ownershipEntityRefs
          .filter(ref => ref.startsWith('group:'))
          .join(),
      ),
    );
    unmount();

    renderPage(page);
    await waitFor(() => expect(address()).toHaveTextContent(/^\?q=orders$/));
    await choose('Orders', 'Delete “Orders”');
  });
});
