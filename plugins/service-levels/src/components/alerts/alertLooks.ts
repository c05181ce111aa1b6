import { Tone } from '@countersign/plugin-governance-react';
import {
  AlertState,
  AlertView,
} from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiHourglassLine,
  RiNotification3Line,
  RiPhoneLine,
  RiTicketLine,
} from '@remixicon/react';

interface Look {
  tone: Tone;
  icon: RemixiconComponentType;
}

/** The color and the icon of each state of an alert, wherever it is shown. */
export const alertStateLooks: Record<AlertState, Look> = {
  firing: { tone: 'danger', icon: RiAlarmWarningLine },
  pending: { tone: 'warning', icon: RiHourglassLine },
  resolved: { tone: 'success', icon: RiCheckLine },
  withdrawn: { tone: 'neutral', icon: RiNotification3Line },
};

/** The color and the icon of how loud an alert is. */
export const severityLooks: Record<AlertView['severity'], Look> = {
  page: { tone: 'warning', icon: RiPhoneLine },
  ticket: { tone: 'neutral', icon: RiTicketLine },
};
