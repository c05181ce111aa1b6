import { listFilterAddress } from '@countersign/plugin-governance-react';
import {
  alertSeverities,
  AlertState,
  alertStates,
  AlertView,
} from '@countersign/plugin-service-levels-common';

/** How the filters of the list of alerts stand in its address. */
export const alertFilterAddress = listFilterAddress<{
  state: AlertState;
  severity: AlertView['severity'];
  owner: string;
  component: string;
}>({
  state: alertStates,
  severity: alertSeverities,
  owner: 'any',
  component: 'any',
});
