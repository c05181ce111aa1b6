import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  ChangePeriod,
  changePeriods,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { WallClockField } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ListFilters } from './listFilters';

/** Days of the reader's own zone, both included: when something happened to the changes, or was to happen. */
export function PeriodFilter(props: {
  periods: ListFilters['periods'];
  onChange(periods: ListFilters['periods']): void;
}) {
  const { periods, onChange } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const [what, setWhat] = useState<ChangePeriod>(
    () => changePeriods.find(name => periods[name]) ?? 'created',
  );
  const [days, setDays] = useState(() => daysOf(periods[what]));
  const badRange = Boolean(days.from && days.to && days.from > days.to);

  const choose = (name: ChangePeriod) => {
    setWhat(name);
    setDays(daysOf(periods[name]));
  };
  const change = (part: Partial<Days>) => {
    const next = { ...days, ...part };
    setDays(next);
    if (next.from && next.to && next.from > next.to) return;
    const { [what]: _, ...others } = periods;
    const from = startOf(next.from);
    const to = startOf(next.to, { plusDays: 1 });
    onChange(from ?? to ? { ...others, [what]: { from, to } } : others);
  };
  return (
    <>
      <Select
        label={t('list.period.label')}
        options={changePeriods.map(id => ({
          id,
          label: t(`list.period.${id}`),
        }))}
        value={what}
        onChange={key => {
          const name = changePeriods.find(known => known === key);
          if (name) choose(name);
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

function daysOf(period: ListFilters['periods'][ChangePeriod]): Days {
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
