import { Combobox, Text } from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import { FieldProblem } from '../FieldProblem';
import { WallClockField } from '../WallClockField';
import { Recurrence } from './recurrence';
import { RecurrenceFields } from './RecurrenceFields';
import styles from './RecurrenceFields.module.css';
import { useTexts } from '../../hooks/useTexts';

/** A window as typed: once, or again and again. */
export interface RepeatedWindow {
  /** Wall clock in `timeZone`, as `yyyy-MM-ddTHH:mm`. */
  start: string;
  end: string;
  timeZone: string;
  recurrence: Recurrence;
}

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** From when to when, by the clock of which place, and how often again. */
export function RepeatedWindowFields(props: {
  value: RepeatedWindow;
  onChange(change: Partial<RepeatedWindow>): void;
  /** What is wrong with each field, as the server calls them. */
  errors: Partial<Record<'start' | 'end' | 'timeZone' | 'rrule', string>>;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { value, onChange, errors } = props;
  const { start, end, timeZone, recurrence } = value;
  return (
    <>
      <div className={styles.fields}>
        <WallClockField
          label={t('recurrence.start')}
          value={start}
          onChange={typed => onChange({ start: typed })}
          error={errors.start}
        />
        <WallClockField
          label={t('recurrence.end')}
          value={end}
          onChange={typed => onChange({ end: typed })}
          error={errors.end}
        />
        <FieldProblem problem={errors.timeZone}>
          {control => (
            <Combobox
              {...control}
              label={t('recurrence.zone')}
              // A long list, which whoever passes by does not want to see.
              menuTrigger="input"
              options={[...new Set([timeZone, ...timeZones])].map(zone => ({
                id: zone,
                label: zone,
              }))}
              value={timeZone}
              onChange={zone => zone && onChange({ timeZone: String(zone) })}
            />
          )}
        </FieldProblem>
      </div>
      <Text color="secondary" variant="body-small">
        {t('recurrence.zoneHelp')}
      </Text>
      <RecurrenceFields
        value={recurrence}
        start={start}
        onChange={chosen => onChange({ recurrence: chosen })}
        error={errors.rrule}
      />
    </>
  );
}
