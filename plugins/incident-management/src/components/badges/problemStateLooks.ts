import { Tone } from '@countersign/plugin-governance-react';
import { ProblemState } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiCheckDoubleLine,
  RiCheckLine,
  RiInboxLine,
  RiMicroscopeLine,
  RiSearchEyeLine,
  RiToolsLine,
} from '@remixicon/react';

/** The color and the icon of each state of a problem, wherever it is shown. */
export const problemStateLooks: Record<
  ProblemState,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  new: { tone: 'info', icon: RiInboxLine },
  assess: { tone: 'info', icon: RiSearchEyeLine },
  'root-cause-analysis': { tone: 'active', icon: RiMicroscopeLine },
  'fix-in-progress': { tone: 'active', icon: RiToolsLine },
  resolved: { tone: 'success', icon: RiCheckLine },
  closed: { tone: 'neutral', icon: RiCheckDoubleLine },
};
