import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  RELATION_HAS_SLO,
  sloKinds,
} from '@countersign/plugin-service-levels-common';
import { RiSpeedUpLine } from '@remixicon/react';

const isComponent = { kind: 'component' };
const hasSlo = { relations: { $contains: { type: RELATION_HAS_SLO } } };
/** Components, which may promise something, and whatever else does. */
const promising = { $any: [isComponent, hasSlo] };

/** Everything that OpenSLO defines. */
const definitions = {
  apiVersion: 'openslo/v1',
  kind: { $in: [...sloKinds] },
};

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
      filter: {
        apiVersion: 'openslo/v1',
        kind: { $in: ['SLO', 'DataSource'] },
      },
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
