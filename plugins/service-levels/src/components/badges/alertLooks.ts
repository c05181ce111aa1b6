import { Tone } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiTimeLine,
  RiZzzLine,
} from '@remixicon/react';

/** The color and the icon of each state of an alert, wherever it is shown. */
export const alertLooks: Record<
  AlertView['state'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  pending: { tone: 'warning', icon: RiTimeLine },
  firing: { tone: 'danger-strong', icon: RiAlarmWarningLine },
  resolved: { tone: 'success', icon: RiCheckLine },
  withdrawn: { tone: 'neutral', icon: RiZzzLine },
};
