import {
  Checkbox,
  CheckboxGroup,
  NumberField,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import { FieldProblem } from '../FieldProblem';
import { WallClockField } from '../WallClockField';
import {
  ordinals,
  Recurrence,
  recurrenceModes,
  Weekday,
  weekdays,
  weeklyDays,
} from './recurrence';
import styles from './RecurrenceFields.module.css';
import { useTexts } from '../../hooks/useTexts';

const ordinalNames = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  [-1]: 'last',
} as const;

/** Builds the common recurrence rules, says in a sentence what it built, and takes any other as text. */
export function RecurrenceFields(props: {
  value: Recurrence;
  /** The wall clock at which it begins. */
  start: string;
  onChange(value: Recurrence): void;
  error?: string;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { value, start, onChange, error } = props;
  const set = (change: Partial<Recurrence>) =>
    onChange({ ...value, ...change });
  const { mode } = value;
  const built = mode !== 'once' && mode !== 'raw';
  const weekdayNames = weekdays.map((id, day) => ({
    id,
    label: weekdayName(day),
  }));

  return (
    <FieldProblem problem={error} className={styles.stack}>
      {control => (
        <>
          <div className={styles.fields}>
            <Select
              label={t('recurrence.repeat')}
              options={recurrenceModes.map(id => ({
                id,
                label: t(`recurrence.repeatMode.${id}`),
              }))}
              value={mode}
              onChange={key =>
                set({ mode: recurrenceModes.find(m => m === key) ?? 'once' })
              }
            />
            {mode === 'monthly-day' && (
              <NumberField
                label={t('recurrence.dayOfMonth')}
                minValue={1}
                maxValue={31}
                value={value.dayOfMonth}
                onChange={dayOfMonth => set({ dayOfMonth })}
              />
            )}
            {mode === 'monthly-weekday' && (
              <>
                <Select
                  label={t('recurrence.ordinal')}
                  options={ordinals.map(ordinal => ({
                    id: String(ordinal),
                    label: t(`recurrence.ordinalName.${ordinalNames[ordinal]}`),
                  }))}
                  value={String(value.ordinal)}
                  onChange={key =>
                    set({ ordinal: ordinals.find(o => String(o) === key) ?? 1 })
                  }
                />
                <Select
                  label={t('recurrence.weekday')}
                  options={weekdayNames}
                  value={value.weekday}
                  onChange={key =>
                    set({ weekday: weekdays.find(d => d === key) ?? 'MO' })
                  }
                />
              </>
            )}
            {built && (
              <>
                <NumberField
                  label={
                    mode === 'weekly'
                      ? t('recurrence.everyWeeks')
                      : t('recurrence.everyMonths')
                  }
                  minValue={1}
                  maxValue={52}
                  value={value.interval}
                  onChange={interval => set({ interval })}
                />
                <WallClockField
                  type="date"
                  label={t('recurrence.until')}
                  value={value.until}
                  onChange={until => set({ until })}
                />
              </>
            )}
          </div>
          {mode === 'weekly' && (
            <CheckboxGroup
              label={t('recurrence.weekdays')}
              orientation="horizontal"
              className={styles.weekdays}
              value={value.weekdays}
              onChange={days =>
                set({ weekdays: weekdays.filter(d => days.includes(d)) })
              }
            >
              {weekdayNames.map(({ id, label }) => (
                <Checkbox key={id} value={id}>
                  {label}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
          {mode === 'raw' && (
            <TextField
              label={t('recurrence.raw')}
              placeholder="FREQ=MONTHLY;BYDAY=2TU"
              value={value.raw}
              onChange={raw => set({ raw })}
              {...control}
            />
          )}
          {built && (
            <Text color="secondary" variant="body-small">
              <RecurrenceText value={value} start={start} />
            </Text>
          )}
        </>
      )}
    </FieldProblem>
  );
}

/** The rule that was built, as a sentence: "Every 2 weeks on Monday and Friday, until 31 January 2027." */
function RecurrenceText(props: { value: Recurrence; start: string }) {
  const { t } = useTexts(governanceTranslationRef);
  const { value, start } = props;
  const { mode, interval, until } = value;
  const count = interval;
  const longName = (day: Weekday) => weekdayName(weekdays.indexOf(day), 'long');
  const end = until
    ? t('recurrence.sentence.until', { date: dayText(until) })
    : '';
  switch (mode) {
    case 'weekly': {
      const days = weeklyDays(value, start).map(longName);
      return (
        <>
          {t('recurrence.sentence.weekly', {
            count,
            days: new Intl.ListFormat('en-GB').format(days),
            end,
          })}
        </>
      );
    }
    case 'monthly-day':
      return (
        <>
          {t('recurrence.sentence.monthlyDay', {
            count,
            day: String(value.dayOfMonth),
            end,
          })}
        </>
      );
    default:
      return (
        <>
          {t('recurrence.sentence.monthlyWeekday', {
            count,
            ordinal: t(
              `recurrence.ordinalName.${ordinalNames[value.ordinal]}`,
            ).toLocaleLowerCase(),
            day: longName(value.weekday),
            end,
          })}
        </>
      );
  }
}

/** "31 January 2027", of an ISO date. */
function dayText(date: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

/** The name of a day, Monday being 0. */
function weekdayName(day: number, width: 'short' | 'long' = 'short'): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat('en-GB', {
    weekday: width,
    timeZone: 'UTC',
  }).format(Date.UTC(2024, 0, 1 + day));
}
