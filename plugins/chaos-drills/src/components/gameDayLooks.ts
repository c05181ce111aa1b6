import {
  drillEntries,
  DrillEntrySchemas,
  drillNumber,
} from '@countersign/plugin-chaos-drills-common';
import {
  filled,
  joined,
  person,
  record,
} from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  EntryText,
  Texts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { chaosDrillsTranslationRef } from '../translation';
import { entryLooks } from './entryLooks';

type Translate = Texts<typeof chaosDrillsTranslationRef.T>;

/** How a game day and its drills look in their one line of time: what happened in a drill begins with its number. */
export function gameDayLooks(t: Translate): EntryLooks {
  const ofDrills = entryLooks(t);
  return {
    ...ofDrills,
    textOf(event) {
      const own = ownText(event, t);
      if (own) return own;
      const told = ofDrills.textOf(event);
      const subject = subjectOf(event);
      return subject && drillNumber.schema.safeParse(subject).success
        ? {
            ...told,
            sentence: joined([record(subject), told.sentence], ': '),
          }
        : told;
    },
    toneOf: event =>
      event.type === 'game_day.noted' ? 'comment' : ofDrills.toneOf?.(event),
  };
}

/** Of which record it is: the timeline of a day says it, that of one record does not. */
function subjectOf(event: TimelineEvent): string | undefined {
  return 'subject' in event && typeof event.subject === 'string'
    ? event.subject
    : undefined;
}

function ownText(
  { type, data }: TimelineEvent,
  t: Translate,
): EntryText | undefined {
  switch (type) {
    case 'game_day.planned':
    case 'game_day.started':
      return { sentence: t(`gameDay.event.${type}`) };
    case 'game_day.drill_added':
    case 'game_day.drill_removed': {
      const { drill } = read(type, data);
      return {
        sentence: filled(v => t(`gameDay.event.${type}`, v), {
          drill: record(drill),
        }),
      };
    }
    case 'game_day.observer_added': {
      const { observer } = read(type, data);
      return {
        sentence: filled(v => t(`gameDay.event.${type}`, v), {
          observer: person(observer),
        }),
      };
    }
    case 'game_day.noted': {
      const { text, drill } = read(type, data);
      const sentence = t(`gameDay.event.${type}`);
      return {
        sentence: drill ? joined([record(drill), sentence], ': ') : sentence,
        words: text,
      };
    }
    case 'game_day.ended':
      return {
        sentence: t(`gameDay.event.${type}`),
        words: read(type, data).summary,
      };
    case 'game_day.canceled':
      return {
        sentence: t(`gameDay.event.${type}`),
        words: read(type, data).reason,
      };
    default:
      return undefined;
  }
}

function read<T extends keyof DrillEntrySchemas>(type: T, data: unknown) {
  return drillEntries.schemas[type].parse(data) as ReturnType<
    DrillEntrySchemas[T]['parse']
  >;
}
