import {
  RemixiconComponentType,
  RiAddLine,
  RiDeleteBinLine,
  RiDownloadLine,
  RiEyeOffLine,
  RiFlashlightLine,
  RiLoopLeftLine,
  RiPencilLine,
  RiShareForwardLine,
} from '@remixicon/react';
import { Tone } from '@countersign/plugin-governance-react';
import { ShownAction } from './planFilter';

/** One colour and one icon an action. */
export const actionLooks: Record<
  ShownAction | 'invoke',
  { tone: Tone; icon: RemixiconComponentType }
> = {
  delete: { tone: 'danger-strong', icon: RiDeleteBinLine },
  replace: { tone: 'danger', icon: RiLoopLeftLine },
  update: { tone: 'warning', icon: RiPencilLine },
  create: { tone: 'success', icon: RiAddLine },
  forget: { tone: 'neutral', icon: RiEyeOffLine },
  import: { tone: 'neutral', icon: RiDownloadLine },
  move: { tone: 'neutral', icon: RiShareForwardLine },
  invoke: { tone: 'warning', icon: RiFlashlightLine },
};
