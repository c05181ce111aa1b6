import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiSpeedUpLine } from '@remixicon/react';
import { definitions, promising, standing } from './cardFilters';

export const cardExtensions = [
  EntityContentLayoutBlueprint.make({
    name: 'definition',
    params: {
      filter: definitions,
      loader: () =>
        import('../components/DefinitionOverview').then(
          m => m.DefinitionOverview,
        ),
    },
  }),
  EntityCardBlueprint.make({
    name: 'health',
    params: {
      filter: promising,
      loader: () =>
        import('../components/EntitySlos').then(m => <m.HealthCard />),
    },
  }),
  EntityContentBlueprint.make({
    name: 'slos',
    params: {
      path: '/slos',
      title: 'SLOs',
      group: 'observability',
      icon: <RiSpeedUpLine />,
      filter: promising,
      loader: () =>
        import('../components/EntitySlos').then(m => <m.EntitySlosContent />),
    },
  }),
  EntityCardBlueprint.make({
    name: 'standing',
    params: {
      type: 'content',
      filter: standing,
      loader: () =>
        import('../components/EntitySlos').then(m => <m.StandingCard />),
    },
  }),
  EntityCardBlueprint.make({
    name: 'definition',
    params: {
      type: 'content',
      filter: definitions,
      loader: () =>
        import('../components/EntitySlos').then(m => <m.DefinitionCard />),
    },
  }),
];
