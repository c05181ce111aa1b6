import { Button, Text } from '@backstage/ui';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  FieldProblem,
  toWallClock,
  useTexts,
  WallClockField,
  WindowText,
  zoneText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangeForm.module.css';
import { FormValues, usualEnd, windowFromNow } from './formValues';

/** What of a form says when, and whether it may start at once. */
export type WindowValues = Pick<
  FormValues,
  'type' | 'windowStart' | 'windowEnd'
>;

/** The window, in the reader's own zone, and the next free slot to take with one press. */
export function WindowFields(props: {
  values: WindowValues;
  error?: string;
  nextFreeSlot?: TimeWindow;
  /** It may start at once, although it is no emergency. */
  mayStartNow?: boolean;
  onChange(part: Partial<WindowValues>): void;
}) {
  const { values, error, nextFreeSlot, mayStartNow, onChange } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const isEmergency = values.type === 'emergency';
  return (
    <fieldset className={styles.window}>
      <legend>{t('form.field.window')}</legend>
      <FieldProblem problem={error}>
        {control => (
          <div className={styles.pair}>
            <WallClockField
              sharedProblem={control}
              label={t('form.field.windowStart')}
              value={values.windowStart}
              onChange={windowStart =>
                onChange({
                  windowStart,
                  windowEnd: values.windowEnd || usualEnd(windowStart),
                })
              }
            />
            <WallClockField
              sharedProblem={control}
              label={t('form.field.windowEnd')}
              value={values.windowEnd}
              onChange={windowEnd => onChange({ windowEnd })}
            />
          </div>
        )}
      </FieldProblem>
      {!error && (
        <Text variant="body-small" color="secondary">
          {t('form.hint.windowZone', { zone: zoneText() })}
        </Text>
      )}
      {(isEmergency || mayStartNow) && (
        <div className={styles.slot}>
          {isEmergency && <span>{t('form.slot.emergency')}</span>}
          <Button
            size="small"
            variant="secondary"
            onPress={() => onChange(windowFromNow(Date.now()))}
          >
            {t('form.slot.now')}
          </Button>
        </div>
      )}
      {!isEmergency && nextFreeSlot && (
        <div className={styles.slot}>
          <span>
            {t('form.slot.next')}: <WindowText window={nextFreeSlot} />
          </span>
          <Button
            size="small"
            variant="secondary"
            onPress={() =>
              onChange({
                windowStart: toWallClock(nextFreeSlot.start),
                windowEnd: toWallClock(nextFreeSlot.end),
              })
            }
          >
            {t('form.slot.use')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
