import { SidebarOpenStateProvider } from '@backstage/core-components';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { screen, within } from '@testing-library/react';
import { SidebarBell } from './notifications';

const open = (unread: number) =>
  renderInTestApp(
    <SidebarOpenStateProvider value={{ isOpen: true, setOpen: () => {} }}>
      <SidebarBell />
    </SidebarOpenStateProvider>,
    {
      apis: [
        [notificationsApiRef, { getStatus: async () => ({ unread, read: 0 }) }],
      ],
    },
  );

describe('the entry of notifications in the sidebar', () => {
  it('says in words how many are new, and has the number beside a name that fits', async () => {
    open(7);
    const entry = within(
      await screen.findByRole('link', { name: 'Notifications, 7 new' }),
    );
    expect(entry.getByText('Notifications')).toBeInTheDocument();
    expect(entry.getByText('7')).toBeInTheDocument();
  });

  it('has room for two digits', async () => {
    open(250);
    await screen.findByRole('link', { name: 'Notifications, 250 new' });
    expect(screen.getByText('99+')).toBeInTheDocument();
  });

  it('has its name alone where nothing is new', async () => {
    open(0);
    const entry = await screen.findByRole('link', { name: 'Notifications' });
    expect(entry).toHaveTextContent(/^Notifications$/);
  });
});
