import { Tone } from '@countersign/plugin-governance-react';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiArrowRightDownLine,
  RiArrowRightUpLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiFireLine,
  RiQuestionLine,
  RiScales3Line,
} from '@remixicon/react';

export type Pair = ObjectiveDetail['pairs'][number];

/** The color and the icon of each state of a pair of windows. */
export const pairLooks: Record<
  Pair['state'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  quiet: { tone: 'success', icon: RiCheckLine },
  rising: { tone: 'warning', icon: RiArrowRightUpLine },
  recovering: { tone: 'info', icon: RiArrowRightDownLine },
  burning: { tone: 'danger', icon: RiFireLine },
  'insufficient-evidence': { tone: 'info', icon: RiScales3Line },
  'no-data': { tone: 'neutral', icon: RiQuestionLine },
  inconsistent: { tone: 'warning', icon: RiErrorWarningLine },
};
