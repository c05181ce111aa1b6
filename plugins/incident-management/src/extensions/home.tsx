import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const homeExtensions = [
  HomePageWidgetBlueprint.make({
    name: 'open',
    params: {
      name: 'OpenIncidents',
      title: 'Open incidents',
      description: 'Incidents of your teams that are not over.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 3, defaultRows: 6 },
      },
      components: () =>
        import('../components/HomeIncidents').then(({ HomeIncidents }) => ({
          Content: () => <HomeIncidents />,
        })),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'actions',
    params: {
      name: 'OverdueActions',
      title: 'Overdue actions',
      description: 'Action items of yours that are due.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 2, defaultRows: 4 },
      },
      components: () =>
        import('../components/HomeActions').then(({ HomeActions }) => ({
          Content: () => <HomeActions />,
        })),
    },
  }),
];
