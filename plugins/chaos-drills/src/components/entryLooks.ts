import {
  drillEntries,
  DrillEntrySchemas,
} from '@countersign/plugin-chaos-drills-common';
import {
  entity,
  filled,
  record,
  say,
  time,
} from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  EntryText,
  isEntityRef,
  Texts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCalendarScheduleLine,
  RiCheckLine,
  RiChat3Line,
  RiCloseCircleLine,
  RiFlashlightLine,
  RiPauseCircleLine,
  RiStopCircleLine,
  RiTimerLine,
  RiUserFollowLine,
} from '@remixicon/react';
import { chaosDrillsTranslationRef } from '../translation';

type Translate = Texts<typeof chaosDrillsTranslationRef.T>;

const icons: Partial<Record<string, RemixiconComponentType>> = {
  'drill.planned': RiCalendarScheduleLine,
  'drill.started': RiFlashlightLine,
  'drill.stop_asked': RiStopCircleLine,
  'drill.ended': RiCheckLine,
  'drill.measured': RiTimerLine,
  'drill.responded': RiUserFollowLine,
  'drill.noted': RiChat3Line,
  'drill.problem_opened': RiAlarmWarningLine,
  'drill.canceled': RiCloseCircleLine,
  'schedule.turned_on': RiCalendarScheduleLine,
  'schedule.planned': RiCalendarScheduleLine,
  'schedule.paused': RiPauseCircleLine,
  'lever.pulled': RiStopCircleLine,
  'lever.released': RiCheckLine,
};

/** How the entries of drills and of the lever look in a timeline. One of a type that is not known is told by its type alone. */
export function entryLooks(t: Translate): EntryLooks {
  return {
    textOf: event => textOf(event, t),
    iconOf: ({ type }) => icons[type],
    toneOf({ type, data }) {
      switch (type) {
        case 'drill.noted':
          return 'comment';
        case 'drill.problem_opened':
        case 'drill.stop_asked':
        case 'lever.pulled':
          return 'bad';
        case 'drill.ended':
          return read(type, data).outcome === 'passed' ? 'good' : 'bad';
        default:
          return undefined;
      }
    },
  };
}

function textOf({ type, data }: TimelineEvent, t: Translate): EntryText {
  switch (type) {
    case 'drill.planned':
      return {
        sentence: t(`drill.event.${type}`),
        details: [
          ...read(type, data).targets.map(target =>
            isEntityRef(target) ? say`${entity(target)}` : target,
          ),
          ...[read(type, data).change].flatMap(change =>
            change ? [say`${record(change)}`] : [],
          ),
        ],
      };
    case 'drill.stop_asked': {
      const { reason, pull } = read(type, data);
      return {
        sentence: t(
          pull === undefined
            ? `drill.event.${type}`
            : 'drill.event.stoppedByLever',
        ),
        words: reason,
      };
    }
    case 'schedule.turned_on':
      return { sentence: t(`drill.event.${type}`) };
    case 'schedule.planned': {
      const { drill, start } = read(type, data);
      return {
        sentence: filled(v => t(`drill.event.${type}`, v), {
          drill: record(drill),
          start: time(start),
        }),
      };
    }
    case 'schedule.paused':
    case 'drill.canceled':
    case 'lever.pulled':
    case 'lever.released':
      return {
        sentence: t(`drill.event.${type}`),
        words: read(type, data).reason,
      };
    case 'drill.ended': {
      const { outcome, reasons } = read(type, data);
      return {
        sentence: t(`drill.event.${type}`, {
          outcome: t(`outcome.${outcome}`),
        }),
        details: reasons,
      };
    }
    case 'drill.noted':
      return {
        sentence: t(`drill.event.${type}`),
        words: read(type, data).text,
      };
    case 'drill.reported': {
      const { change } = read(type, data);
      return {
        sentence: filled(v => t(`drill.event.${type}`, v), {
          change: record(change),
        }),
      };
    }
    case 'drill.problem_opened': {
      const { problem } = read(type, data);
      return {
        sentence: filled(v => t(`drill.event.${type}`, v), {
          problem: record(problem),
        }),
      };
    }
    case 'drill.responded': {
      const { incident } = read(type, data);
      return {
        sentence: filled(v => t(`drill.event.${type}`, v), {
          incident: record(incident),
        }),
      };
    }
    case 'drill.started':
    case 'drill.measured':
      return { sentence: t(`drill.event.${type}`) };
    default:
      return { sentence: t('drill.event.other', { type }) };
  }
}

function read<T extends keyof DrillEntrySchemas>(type: T, data: unknown) {
  return drillEntries.schemas[type].parse(data) as ReturnType<
    DrillEntrySchemas[T]['parse']
  >;
}
