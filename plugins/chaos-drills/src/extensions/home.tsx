import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const homeExtensions = [
  HomePageWidgetBlueprint.make({
    name: 'drills',
    params: {
      name: 'TeamDrills',
      title: 'Drills of your teams',
      description:
        'What runs now, and what is overdue, of what your teams own.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 2, defaultRows: 5 },
      },
      components: () =>
        import('../components/HomeDrills').then(({ HomeDrills }) => ({
          Content: () => <HomeDrills />,
        })),
    },
  }),
];
