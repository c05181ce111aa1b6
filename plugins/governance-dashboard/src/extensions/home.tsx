import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const homeWidget = HomePageWidgetBlueprint.make({
  name: 'figures',
  params: {
    name: 'GovernanceFigures',
    title: 'Governance now',
    description: 'What calls for action in every area, and where to look.',
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 2, defaultRows: 4 },
    },
    components: () =>
      import('../components/HomeFigures').then(({ HomeFigures }) => ({
        Content: () => <HomeFigures />,
      })),
  },
});
