import {
  RemixiconComponentType,
  RiAddLine,
  RiDeleteBinLine,
  RiEyeOffLine,
  RiLoopLeftLine,
  RiPencilLine,
} from '@remixicon/react';
import { Tone } from '../badges';
import { ShownAction } from './planFilter';

/** One colour and one icon an action. */
export const actionLooks: Record<
  ShownAction,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  delete: { tone: 'danger-strong', icon: RiDeleteBinLine },
  replace: { tone: 'danger', icon: RiLoopLeftLine },
  update: { tone: 'warning', icon: RiPencilLine },
  create: { tone: 'success', icon: RiAddLine },
  forget: { tone: 'neutral', icon: RiEyeOffLine },
};
