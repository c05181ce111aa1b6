import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCalendarScheduleLine,
  RiQuestionLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import {
  RiskBadge,
  riskIcons,
  StateBadge,
  TypeBadge,
  typeIcons,
} from '../badges';
import { CalendarSubject, CalendarView } from './calendarEvents';
import styles from './ChangeCalendar.module.css';

/** One icon a kind of band, the same everywhere. */
export const bandIcons = {
  freeze: RiSnowflakeLine,
  maintenance: RiCalendarScheduleLine,
};

const EmergencyIcon = typeIcons.emergency;

/** What stands on one event: in a list there is room for words, on a day for an icon. */
export function EventLabel(props: {
  subject: CalendarSubject;
  view: CalendarView;
  timeText: string;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { subject, view, timeText } = props;

  if (subject.type === 'band') {
    const { kind, title } = subject.band;
    const Icon = bandIcons[kind];
    return (
      <span className={styles.bandLabel}>
        <Icon size={14} className={styles.bandIcon} aria-hidden />
        <span className={styles.bandText}>
          {`${t(`calendar.rules.${kind}`)}: ${title}`}
        </span>
      </span>
    );
  }

  const { change } = subject;
  if (view === 'list') {
    return (
      <span className={styles.row}>
        <span className={styles.number}>{change.number}</span>
        <span>{change.title}</span>
        <RiskBadge risk={change.risk} />
        <StateBadge state={change.state} />
        {change.type === 'emergency' && <TypeBadge type={change.type} />}
      </span>
    );
  }
  const Icon = change.risk ? riskIcons[change.risk.level] : RiQuestionLine;
  return (
    <span className={styles.label}>
      <Icon size={12} className={styles.labelIcon} aria-hidden />
      {timeText && <span className={styles.time}>{timeText}</span>}
      {change.type === 'emergency' && (
        <EmergencyIcon size={12} className={styles.labelIcon} aria-hidden />
      )}
      <span className={styles.labelText}>{change.title}</span>
    </span>
  );
}
