import { DateTime } from 'luxon';
import { governanceTranslationRef } from '../../translation';
import { Texts } from '../../hooks/useTexts';

type Translate = Texts<(typeof governanceTranslationRef)['T']>;

/** Half open; instants as they stand in an address. */
export interface Period {
  from?: string;
  to?: string;
}

/**
 * A period in words: by its days, both included, where it begins and ends at midnight of the reader's zone, or of UTC as
 * the periods of the metrics do; to the minute otherwise.
 */
export function periodText({ from, to }: Period, t: Translate): string {
  const bounds = [from, to].filter(at => at !== undefined);
  const inDays = (zone: string) =>
    bounds.every(at => {
      const here = DateTime.fromISO(at, { zone });
      return here.equals(here.startOf('day'));
    });
  const zone = ['local', 'utc'].find(inDays);
  const text = (at: string, { isEnd = false } = {}) => {
    const here = DateTime.fromISO(at, { zone: zone ?? 'local' }).setLocale(
      'en-GB',
    );
    return zone
      ? here.minus({ days: isEnd ? 1 : 0 }).toFormat('d LLL yyyy')
      : here.toFormat('d LLL yyyy, HH:mm ZZZZ');
  };
  const words = {
    from: from && text(from),
    to: to && text(to, { isEnd: true }),
  };
  let period = '';
  if (words.from && words.to) {
    period = t('list.period.both', { from: words.from, to: words.to });
  } else if (words.from) {
    period = t('list.period.since', { from: words.from });
  } else if (words.to) {
    period = t('list.period.until', { to: words.to });
  }
  return zone === 'utc' ? t('list.period.utc', { text: period }) : period;
}
