import { VisuallyHidden } from '@backstage/ui';
import { CalendarChange } from '@countersign/plugin-change-management-common';
import {
  RiCalendarScheduleLine,
  RiQuestionLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import {
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import {
  approvalIcons,
  isOverdue,
  RiskBadge,
  riskIcons,
  StateBadge,
  TypeBadge,
  typeIcons,
} from '../badges';
import { CalendarSubject, CalendarView, eventIdOf } from './calendarEvents';
import styles from './ChangeCalendar.module.css';
import { PlacedEntry } from './placedEntries';

/** One icon a kind of band, the same everywhere. */
export const bandIcons = {
  freeze: RiSnowflakeLine,
  maintenance: RiCalendarScheduleLine,
};

const EmergencyIcon = typeIcons.emergency;
const ApprovalDueIcon = approvalIcons.due;

/** What stands on one event: in a list there is room for words, on a day for an icon. */
export function EventLabel(props: {
  subject: CalendarSubject;
  view: CalendarView;
  timeText: string;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { subject, view, timeText } = props;
  const now = useNow();

  if (subject.type === 'band') {
    const { kind, title, environments } = subject.band;
    const where = environments.join(', ');
    const Icon = bandIcons[kind];
    const kindName = t(`calendar.rules.${kind}`);
    const name = `${kindName}: ${title}`;
    return (
      <span className={styles.bandLabel}>
        <Icon size={14} className={styles.bandIcon} aria-hidden />
        <span className={styles.bandText}>
          {view === 'list' ? (
            <RowButton subject={subject}>
              {name}
              {where && ` · ${where}`}
            </RowButton>
          ) : (
            <span title={name}>
              {view === 'month' && timeText && `${timeText} `}
              <VisuallyHidden>{kindName}: </VisuallyHidden>
              {title}
              {where && ` · ${where}`}
              <Details>{windowText(subject.band.window, now)}</Details>
            </span>
          )}
        </span>
      </span>
    );
  }

  if (subject.type === 'entry') {
    return <EntryLabel subject={subject} view={view} timeText={timeText} />;
  }

  const { change } = subject;
  const isOwed = change.approvalStatus === 'due';
  if (view === 'list') {
    return (
      <span className={styles.row}>
        <RowButton subject={subject}>
          <span className={styles.number}>{change.number}</span> {change.title}
        </RowButton>
        <RiskBadge risk={change.risk} />
        <StateBadge state={change.state} />
        {change.type === 'emergency' && <TypeBadge type={change.type} />}
        {isOwed && <OwedApproval change={change} />}
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
      {isOwed && <OwedApproval change={change} isNarrow />}
      <span className={styles.labelText}>{change.title}</span>
      <Details>
        {t('calendar.eventDetails', {
          number: change.number,
          risk: t(`shared.risk.${change.risk?.level ?? 'unknown'}`),
          state: t(`shared.state.${change.state}`),
          window: windowText(change.window, now),
        })}
      </Details>
    </span>
  );
}

/** What another area shows, in words: "Drills DRL0000042: Slow answers, Tue 24 Nov, 22:00–23:30 CET". */
export function entryText(
  { area, record, title, window }: PlacedEntry,
  now: number,
): string {
  return `${area} ${record}: ${title}, ${windowText(window, now)}`;
}

/** What another area shows: its icon, and in a list its badges too. */
function EntryLabel(props: {
  subject: CalendarSubject & { type: 'entry' };
  view: CalendarView;
  timeText: string;
}) {
  const { subject, view, timeText } = props;
  const { entry } = subject;
  const Icon = entry.icon;
  const now = useNow();
  if (view === 'list') {
    return (
      <span className={styles.row}>
        <Icon size={14} aria-hidden />
        <RowButton subject={subject}>
          <span className={styles.number}>{entry.record}</span> {entry.title}
        </RowButton>
        {entry.state}
      </span>
    );
  }
  return (
    <span className={styles.label}>
      <Icon size={12} className={styles.entryIcon} aria-hidden />
      {timeText && <span className={styles.time}>{timeText}</span>}
      <span className={styles.labelText}>{entry.title}</span>
      <Details>{entryText(entry, now)}</Details>
    </span>
  );
}

/** What a tooltip says to those who see, as a part of the name: a name of its own would not begin with what stands there. */
function Details(props: { children: string }) {
  return <VisuallyHidden>, {props.children}</VisuallyHidden>;
}

/** What the keyboard presses in a row of the list; the press itself FullCalendar takes from the row. */
function RowButton(props: { subject: CalendarSubject; children: ReactNode }) {
  return (
    <button
      type="button"
      className={styles.rowButton}
      data-event={eventIdOf(props.subject)}
    >
      {props.children}
    </button>
  );
}

/** That an emergency change still owes an approval; where there is little room, its word would push the title out. */
function OwedApproval(props: { change: CalendarChange; isNarrow?: boolean }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const overdue = isOverdue(props.change, useNow());
  const word = t(overdue ? 'calendar.approvalOverdue' : 'calendar.approvalDue');
  return (
    <span className={styles.owed}>
      <ApprovalDueIcon size={12} aria-hidden />
      {props.isNarrow ? <VisuallyHidden>{word}</VisuallyHidden> : word}
    </span>
  );
}
