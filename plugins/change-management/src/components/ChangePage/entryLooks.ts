import { isActOfSystem } from '@countersign/plugin-change-management-common';
import {
  EntryLooks,
  EntryTone,
  Texts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiArrowRightLine,
  RiChat3Line,
  RiCheckLine,
  RiCloseLine,
  RiDoorLockLine,
  RiEditLine,
  RiFileCodeLine,
  RiPauseCircleLine,
  RiPencilLine,
  RiRocketLine,
  RiScales3Line,
} from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { eventText, timesText } from './eventText';

const icons: Partial<Record<string, RemixiconComponentType>> = {
  'change.commented': RiChat3Line,
  'change.updated': RiPencilLine,
  'change.plan_attached': RiFileCodeLine,
  'change.assessed': RiScales3Line,
  'change.transitioned': RiArrowRightLine,
  'change.approved': RiCheckLine,
  'change.changes_requested': RiEditLine,
  'change.rejected': RiCloseLine,
  'change.canceled': RiCloseLine,
  'change.held': RiPauseCircleLine,
  'gate.decided': RiDoorLockLine,
  'deployment.reported': RiRocketLine,
};

const tones: Partial<Record<string, EntryTone>> = {
  'change.commented': 'comment',
  'change.changes_requested': 'request',
  'change.approved': 'good',
  'change.rejected': 'bad',
};

/** How the entries of a change look in its timeline. */
export function entryLooks(
  t: Texts<typeof changeManagementTranslationRef.T>,
): EntryLooks {
  return {
    textOf: event => eventText(event, t),
    repeatedOf: (event, times) => timesText(event, times, t),
    iconOf: ({ type }) => icons[type],
    toneOf: ({ type }) => tones[type],
    // What only followed from what somebody did is Countersign's.
    actorOf: event =>
      isActOfSystem(event) ? 'plugin:change-management' : event.actor,
  };
}
