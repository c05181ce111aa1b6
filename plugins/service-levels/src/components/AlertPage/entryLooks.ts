import { Phrase } from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  spanText,
  Texts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  AlertReason,
  serviceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiArrowDownLine,
  RiArrowUpLine,
  RiCheckLine,
  RiHourglassLine,
  RiNotification3Line,
  RiUserFollowLine,
} from '@remixicon/react';
import { shareText } from '../figures';
import { serviceLevelsTranslationRef } from '../../translation';

type Translate = Texts<typeof serviceLevelsTranslationRef.T>;

const icons: Partial<Record<string, RemixiconComponentType>> = {
  'alert.pending': RiHourglassLine,
  'alert.fired': RiAlarmWarningLine,
  'alert.raised': RiArrowUpLine,
  'alert.lowered': RiArrowDownLine,
  'alert.withdrawn': RiNotification3Line,
  'alert.resolved': RiCheckLine,
  'alert.acknowledged': RiUserFollowLine,
};

/** How the entries of an alert look in its timeline. One of a type that is not known is told by its type alone. */
export function entryLooks(t: Translate): EntryLooks {
  return {
    textOf: event => textOf(event, t),
    iconOf: ({ type }) => icons[type],
    toneOf: ({ type }) => {
      if (type === 'alert.fired' || type === 'alert.raised') return 'bad';
      return type === 'alert.resolved' ? 'good' : undefined;
    },
  };
}

function textOf({ type, data }: TimelineEvent, t: Translate) {
  const { schemas } = serviceLevelEntries;
  switch (type) {
    case 'alert.pending':
    case 'alert.fired':
    case 'alert.raised':
    case 'alert.lowered':
      return {
        sentence: t(`alerts.event.${type}`),
        details: reasonLines(schemas[type].parse(data), t),
      };
    case 'alert.withdrawn':
    case 'alert.resolved': {
      const { because } = schemas[type].parse(data);
      return {
        sentence: t(`alerts.event.${type}`),
        details: [t(`alerts.event.because.${because}`)],
      };
    }
    case 'alert.acknowledged':
      return {
        sentence: t(`alerts.event.${type}`),
        words: schemas[type].parse(data).comment,
      };
    default:
      return { sentence: t('alerts.event.other', { type }) };
  }
}

/** Enough to do the sum again. */
function reasonLines(reason: AlertReason, t: Translate): Phrase[] {
  const { kind, long, short, budgetLeft, exhaustedIn } = reason;
  const windows = {
    long: spanText(reason.longWindow),
    short: spanText(reason.shortWindow),
  };
  if (kind === 'silence') return [t('alerts.event.silent', windows)];
  const text = (count: number) => count.toLocaleString('en-GB');
  const lines: Phrase[] = [
    t('alerts.event.counts', {
      ...windows,
      bad: text(long.bad),
      total: text(long.total),
      shortBad: text(short.bad),
      shortTotal: text(short.total),
      threshold: shareText(reason.threshold),
    }),
  ];
  if (budgetLeft === undefined) return lines;
  const share = shareText(budgetLeft);
  if (budgetLeft <= 0) lines.push(t('alerts.event.none'));
  else if (exhaustedIn === undefined || exhaustedIn === 0) {
    lines.push(t('alerts.event.left', { share }));
  } else {
    lines.push(
      t('alerts.event.leftFor', { share, span: spanText(exhaustedIn) }),
    );
  }
  return lines;
}
