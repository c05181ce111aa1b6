import { Tone } from '@countersign/plugin-governance-react';
import { SystemState } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiAlertLine,
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
  RiToolsLine,
} from '@remixicon/react';

/** The color and the icon by which the state of a system is known. */
export const systemLooks: Record<
  SystemState,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  outage: { tone: 'danger-strong', icon: RiErrorWarningLine },
  degraded: { tone: 'warning', icon: RiAlertLine },
  maintenance: { tone: 'info', icon: RiToolsLine },
  unknown: { tone: 'neutral', icon: RiQuestionLine },
  operational: { tone: 'success', icon: RiCheckboxCircleLine },
};
