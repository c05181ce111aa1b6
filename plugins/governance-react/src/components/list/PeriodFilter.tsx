import { Select } from '@backstage/ui';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { governanceTranslationRef } from '../../translation';
import { Period } from '../time/periodText';
import { WallClockField } from '../WallClockField';
import { useTexts } from '../../hooks/useTexts';

/** Days of the reader's own zone, both included: when something happened to the records, or was to happen. */
export function PeriodFilter<N extends string>(props: {
  /** What may have happened in a period. The first is offered first. */
  names: readonly { id: N; label: string }[];
  periods: Partial<Record<N, Period>>;
  onChange(periods: Partial<Record<N, Period>>): void;
}) {
  const { names, periods, onChange } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [what, setWhat] = useState<N>(
    () => (names.find(({ id }) => periods[id]) ?? names[0]).id,
  );
  const [days, setDays] = useState(() => daysOf(periods[what]));
  const badRange = Boolean(days.from && days.to && days.from > days.to);

  const change = (part: Partial<Days>) => {
    const next = { ...days, ...part };
    setDays(next);
    if (next.from && next.to && next.from > next.to) return;
    const others = { ...periods };
    delete others[what];
    const from = startOf(next.from);
    const to = startOf(next.to, { plusDays: 1 });
    onChange(from ?? to ? { ...others, [what]: { from, to } } : others);
  };
  return (
    <>
      <Select
        label={t('list.period.label')}
        options={names}
        value={what}
        onChange={key => {
          const chosen = names.find(({ id }) => id === key);
          if (!chosen) return;
          setWhat(chosen.id);
          setDays(daysOf(periods[chosen.id]));
        }}
      />
      <WallClockField
        type="date"
        label={t('list.period.from')}
        value={days.from}
        onChange={from => change({ from })}
      />
      <WallClockField
        type="date"
        label={t('list.period.to')}
        value={days.to}
        onChange={to => change({ to })}
        error={badRange ? t('list.period.badRange') : undefined}
      />
    </>
  );
}

/** ISO dates; empty where open. */
interface Days {
  from: string;
  to: string;
}

function daysOf(period: Period | undefined): Days {
  const day = (at: DateTime) => at.toISODate() ?? '';
  return {
    from: period?.from ? day(DateTime.fromISO(period.from)) : '',
    // The end does not belong to the period: the day before it does, when it ends at midnight.
    to: period?.to ? day(DateTime.fromISO(period.to).minus(1)) : '',
  };
}

function startOf(day: string, { plusDays = 0 } = {}): string | undefined {
  const at = DateTime.fromISO(day).plus({ days: plusDays });
  return at.isValid ? at.toUTC().toISO() : undefined;
}
