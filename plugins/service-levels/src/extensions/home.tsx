import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const homeExtensions = [
  HomePageWidgetBlueprint.make({
    name: 'burning',
    params: {
      name: 'BurningSlos',
      title: 'SLOs that burn',
      description:
        'Objectives of your teams that burn or have spent their budget.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 3, defaultRows: 6 },
      },
      components: () =>
        import('../components/HomeSlos').then(({ HomeSlos }) => ({
          Content: () => <HomeSlos />,
        })),
    },
  }),
];
