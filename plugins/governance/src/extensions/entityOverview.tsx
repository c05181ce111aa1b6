import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { z } from 'zod';

/**
 * The overview of a configuration item, where the questions of whoever deploys come before its relations and, on a phone,
 * before what it is. Other cards can be put first by `config.first`.
 */
export const entityOverview = EntityContentLayoutBlueprint.makeWithOverrides({
  name: 'overview',
  configSchema: {
    first: z
      .array(z.string())
      .default([
        'entity-card:governance/deploy-now',
        'entity-card:governance/timeline',
      ]),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityOverview').then(
          ({ EntityOverview }) =>
            props =>
              <EntityOverview {...props} first={config.first} />,
        ),
    }),
});
