import { Tone } from '@countersign/plugin-governance-react';
import { ObjectiveState } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiBatteryLowLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiFireLine,
  RiQuestionLine,
  RiScales3Line,
} from '@remixicon/react';

/** The color and the icon of each state, wherever it is shown. */
export const stateLooks: Record<
  ObjectiveState,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  exhausted: { tone: 'danger-strong', icon: RiBatteryLowLine },
  burning: { tone: 'danger', icon: RiFireLine },
  inconsistent: { tone: 'warning', icon: RiErrorWarningLine },
  'no-data': { tone: 'neutral', icon: RiQuestionLine },
  'insufficient-evidence': { tone: 'info', icon: RiScales3Line },
  ok: { tone: 'success', icon: RiCheckLine },
};
