import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { RiFlashlightLine } from '@remixicon/react';

export const cardExtensions = [
  EntityContentBlueprint.make({
    name: 'drills',
    params: {
      path: '/drills',
      title: 'Drills',
      group: 'operation',
      icon: <RiFlashlightLine />,
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityDrills').then(m => <m.EntityDrills />),
    },
  }),
  EntityCardBlueprint.make({
    name: 'drilled',
    params: {
      type: 'info',
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityDrillsCard').then(m => (
          <m.EntityDrillsCard />
        )),
    },
  }),
];
