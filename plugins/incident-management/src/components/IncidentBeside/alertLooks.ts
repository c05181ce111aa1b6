import { Tone } from '@countersign/plugin-governance-react';
import {
  AlertSignal,
  AlertView,
} from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiEyeLine,
  RiFlaskLine,
  RiQuestionLine,
} from '@remixicon/react';

/** How an alert is, or what a sender says of it. */
export type AlertStanding = AlertView['state'] | AlertSignal['status'];

/** How the states of an alert look. */
export const alertLooks: Record<
  AlertStanding,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  firing: { tone: 'danger', icon: RiAlarmWarningLine },
  acknowledged: { tone: 'info', icon: RiEyeLine },
  unknown: { tone: 'neutral', icon: RiQuestionLine },
  resolved: { tone: 'success', icon: RiCheckLine },
  test: { tone: 'neutral', icon: RiFlaskLine },
};

const order: AlertView['state'][] = [
  'firing',
  'acknowledged',
  'unknown',
  'resolved',
];

/** Alerts that fire first, and what is over last. */
export function firingFirst(alerts: readonly AlertView[]): AlertView[] {
  return [...alerts].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state),
  );
}
