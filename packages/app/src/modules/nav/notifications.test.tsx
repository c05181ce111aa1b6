import { SidebarOpenStateProvider } from '@backstage/core-components';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { screen } from '@testing-library/react';
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
    const entry = await screen.findByRole('link', {
      name: 'Notifications, 7 new',
    });
    // As one word with the number, what is read would not be in its name (WCAG 2.5.3).
    expect(entry).toHaveTextContent('Notifications 7');
  });

  it('has room for two digits', async () => {
    open(250);
    const entry = await screen.findByRole('link', {
      name: 'Notifications, 99+ new',
    });
    expect(entry).toHaveTextContent('Notifications 99+');
  });

  it('has its name alone where nothing is new', async () => {
    open(0);
    const entry = await screen.findByRole('link', { name: 'Notifications' });
    expect(entry).toHaveTextContent(/^Notifications$/);
  });
});
