import { Tone } from '@countersign/plugin-governance-react';
import { SeverityClass } from '@countersign/plugin-service-logs-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiBugLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiInformationLine,
  RiSubtractLine,
} from '@remixicon/react';

/** How severities look: one color, one icon, one word. */
export const severityLooks: Record<
  SeverityClass,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  default: { tone: 'neutral', icon: RiSubtractLine },
  debug: { tone: 'neutral', icon: RiBugLine },
  info: { tone: 'info', icon: RiInformationLine },
  warn: { tone: 'warning', icon: RiErrorWarningLine },
  error: { tone: 'danger', icon: RiCloseCircleLine },
  fatal: { tone: 'danger-strong', icon: RiAlarmWarningLine },
};
