import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const shellTranslationRef = createTranslationRef({
  id: 'countersign.shell',
  messages: {
    skip: 'Skip to content',
    tabs: 'Pages of {{title}}',
    menu: 'Menu',
    search: 'Search',
    settings: 'Settings',
    notifications: 'Notifications',
    notificationOpen: 'Open',
    notificationsUnread: 'Notifications, {{n}} new',
    notFound: {
      title: 'Page not found',
      description:
        'There is nothing at {{path}}. The address may be mistyped, or what it named has moved.',
      home: 'Go to the home page',
      search: 'Search',
      back: 'Go back',
    },
  },
});
