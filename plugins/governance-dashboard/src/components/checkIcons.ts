import { ScorecardAnswer } from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiIndeterminateCircleLine,
} from '@remixicon/react';

/** How a check went, as a sign beside its words. */
export const checkIcons: Record<
  ScorecardAnswer['state'],
  RemixiconComponentType
> = {
  met: RiCheckboxCircleLine,
  unmet: RiCloseCircleLine,
  exempt: RiIndeterminateCircleLine,
};
