import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { CalendarChange } from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  AsyncContent,
  useAsyncData,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeNumber } from '../ChangeNumber';
import styles from './CalendarPage.module.css';
import { firstTimes, ScheduleRuleForm } from './scheduleRuleForm';
import { stoppedChanges } from './stoppedChanges';

/** This many dates and changes are named. */
const NAMED = 5;
/** So far ahead it looks for changes in the way. */
const DAYS = 90;
/** As many times as a rule has in that while, when it has one a day. */
const TIMES = DAYS + 1;

/** What a rule that is being written would do: its next dates, and the changes that a freeze would stop. */
export function RuleEffect(props: { form: ScheduleRuleForm }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { form } = props;
  const times = firstTimes(form, TIMES);
  if (!times.length) return null;
  return (
    <section
      className={styles.effect}
      aria-label={t('calendar.ruleForm.effect.title')}
    >
      <Text as="h3" variant="body-medium" weight="bold">
        {t('calendar.ruleForm.effect.next')}
      </Text>
      <ul>
        {times.slice(0, NAMED).map(time => (
          <li key={time.start}>
            <WindowText window={time} />
          </li>
        ))}
      </ul>
      {form.kind === 'freeze' &&
        (form.scope.trim() ? (
          <Text color="secondary">
            {t('calendar.ruleForm.effect.filtered')}
          </Text>
        ) : (
          <Stopped form={form} times={times} />
        ))}
    </section>
  );
}

function Stopped(props: { form: ScheduleRuleForm; times: TimeWindow[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { form, times } = props;
  const api = useApi(changeManagementApiRef);
  const from = times[0].start;
  const planned = useAsyncData(
    `stopped:${from}`,
    signal =>
      api.getCalendar(
        {
          from,
          to: DateTime.fromISO(from).plus({ days: DAYS }).toUTC().toISO()!,
        },
        { signal },
      ),
    { keepPrevious: true },
  );
  return (
    <AsyncContent
      what={t('calendar.ruleForm.effect.what')}
      rows={1}
      result={planned}
    >
      {({ changes }) => (
        <StoppedList stopped={stoppedChanges(form, times, changes)} />
      )}
    </AsyncContent>
  );
}

function StoppedList({ stopped }: { stopped: CalendarChange[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const days = String(DAYS);
  if (!stopped.length) {
    return (
      <Text color="secondary">
        {t('calendar.ruleForm.effect.stopsNone', { days })}
      </Text>
    );
  }
  const more = stopped.length - NAMED;
  return (
    <>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('calendar.ruleForm.effect.stops', { count: stopped.length, days })}
      </Text>
      <ul>
        {stopped.slice(0, NAMED).map(change => (
          <li key={change.number}>
            <ChangeNumber number={change.number} hideCopy /> {change.title}
            {' · '}
            <WindowText window={change.window} />
          </li>
        ))}
        {more > 0 && (
          <li>
            {t('calendar.ruleForm.effect.stopsMore', { n: String(more) })}
          </li>
        )}
      </ul>
    </>
  );
}
