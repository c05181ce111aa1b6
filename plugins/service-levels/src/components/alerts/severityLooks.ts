import { Tone } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiPhoneLine,
  RiTicketLine,
} from '@remixicon/react';

/** The color and the icon of how loud an alert is. */
export const severityLooks: Record<
  AlertView['severity'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  page: { tone: 'warning', icon: RiPhoneLine },
  ticket: { tone: 'neutral', icon: RiTicketLine },
};
