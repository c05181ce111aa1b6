import { Tone } from '@countersign/plugin-governance-react';
import { IncidentState } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiPauseCircleLine,
  RiSearchEyeLine,
  RiToolsLine,
} from '@remixicon/react';

/** The color and the icon of each state, wherever it is shown. */
export const stateLooks: Record<
  IncidentState,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  triage: { tone: 'info', icon: RiSearchEyeLine },
  new: { tone: 'danger', icon: RiAlarmWarningLine },
  'in-progress': { tone: 'active', icon: RiToolsLine },
  'on-hold': { tone: 'warning', icon: RiPauseCircleLine },
  resolved: { tone: 'success', icon: RiCheckLine },
  closed: { tone: 'neutral', icon: RiCheckDoubleLine },
  canceled: { tone: 'neutral', icon: RiCloseCircleLine },
};
