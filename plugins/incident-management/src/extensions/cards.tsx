import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useDeclareItem } from '../hooks/useDeclareItem';

export const cardExtensions = [
  EntityContentBlueprint.make({
    name: 'incidents',
    params: {
      path: '/incidents',
      title: 'Incidents',
      group: 'operation',
      icon: <RiAlarmWarningLine />,
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityIncidents').then(m => (
          <m.EntityIncidents />
        )),
    },
  }),
  EntityCardBlueprint.make({
    name: 'on-call',
    params: {
      type: 'info',
      filter: { $any: [configurationItemFilter, { kind: 'group' }] },
      loader: () =>
        import('../components/OnCallCard').then(m => <m.OnCallCard />),
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'declare',
    params: {
      icon: <RiAlarmWarningLine size={20} />,
      filter: configurationItemFilter,
      useProps: useDeclareItem,
    },
  }),
];
