import type { EventContentArg, EventDropArg } from '@fullcalendar/core';
import dayGridPlugin from '@fullcalendar/daygrid';
import interactionPlugin, {
  EventResizeDoneArg,
} from '@fullcalendar/interaction';
import listPlugin from '@fullcalendar/list';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import {
  CalendarChange,
  CalendarResponse,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useEffect, useMemo, useRef, useState } from 'react';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  useMyTeams,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import {
  calendarEvents,
  CalendarSubject,
  CalendarView,
  droppedWindow,
  eventIdOf,
  subjectOf,
} from './calendarEvents';
import { CalendarToolbar } from './CalendarToolbar';
import styles from './ChangeCalendar.module.css';
import { entryText, EventLabel } from './EventLabel';
import { isOverdue } from '../badges';
import { riskColor } from '../badges/riskColor';
import { PlacedEntry } from './placedEntries';
import { outlineOf } from './stateOutline';

/** FullCalendar's names; the list starts on its own day and shows four weeks, so that a phone opens on what comes. */
const viewNames: Record<CalendarView, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  list: 'fourWeekList',
};
const ownViews = { fourWeekList: { type: 'list', duration: { days: 28 } } };
const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin];

/** The calendar itself: it shows what it is given and reports what a person did with it. */
export function ChangeCalendar(props: {
  view: CalendarView;
  /** ISO date the view opens at; today when absent. */
  date?: string;
  data?: Pick<CalendarResponse, 'changes' | 'bands'>;
  /** What other areas show. */
  entries: readonly PlacedEntry[];
  /** Number of the change that is selected. */
  selected?: string;
  onView(view: CalendarView): void;
  onDate(date: string | undefined): void;
  /** The period in view, as UTC instants. */
  onPeriod(period: TimeWindow): void;
  onSelect(subject: CalendarSubject): void;
  /** A drag or a resize; `undo` puts the event back where it was. */
  onMove(change: CalendarChange, window: TimeWindow, undo: () => void): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { view, date, data, selected, onPeriod, onSelect, onMove } = props;
  const { entries } = props;
  const me = useMyTeams();
  const { user } = me;
  const teams = me.teams.join(' ');
  const calendar = useRef<FullCalendar>(null);
  const grid = useRef<HTMLDivElement>(null);
  const [title, setTitle] = useState('');
  const events = useMemo(
    () =>
      data
        ? calendarEvents(data, view, { user, teams: teams.split(' ') }, entries)
        : [],
    [data, view, user, teams, entries],
  );

  useEffect(() => {
    // FullCalendar renders synchronously, which React refuses within an effect.
    queueMicrotask(() =>
      calendar.current?.getApi().gotoDate(date ?? new Date()),
    );
  }, [date]);

  const step = (direction: 1 | -1) => {
    const from = DateTime.fromISO(date ?? DateTime.now().toISODate());
    const length = {
      month: { months: 1 },
      week: { weeks: 1 },
      list: { days: 28 },
    };
    const to =
      direction === 1 ? from.plus(length[view]) : from.minus(length[view]);
    props.onDate(to.toISODate() ?? undefined);
  };

  const moved = (arg: EventDropArg | EventResizeDoneArg) => {
    const subject = subjectOf(arg.event);
    if (subject.type !== 'change') return;
    const window = droppedWindow(arg.event, subject.change.window);
    if (window) onMove(subject.change, window, arg.revert);
  };

  const describe = (subject: CalendarSubject): string => {
    const now = Date.now();
    if (subject.type === 'band') {
      const { kind, title: name, window, environments } = subject.band;
      const where =
        environments.join(', ') || t('calendar.preview.allEnvironments');
      return `${t(`calendar.rules.${kind}`)}: ${name}, ${where}, ${windowText(
        window,
        now,
      )}`;
    }
    if (subject.type === 'entry') return entryText(subject.entry, now);
    const { change } = subject;
    const { number, title: name, risk, state, window } = change;
    const label = t('calendar.eventLabel', {
      number,
      title: name,
      risk: t(`shared.risk.${risk?.level ?? 'unknown'}`),
      state: t(`shared.state.${state}`),
      window: windowText(window, now),
    });
    if (change.approvalStatus !== 'due') return label;
    return `${label}, ${t(
      isOverdue(change, now)
        ? 'calendar.approvalOverdue'
        : 'calendar.approvalDue',
    )}`;
  };

  return (
    <div className={styles.calendar}>
      <CalendarToolbar
        title={title}
        view={view}
        onView={props.onView}
        onPrevious={() => step(-1)}
        onNext={() => step(1)}
        onToday={() => props.onDate(undefined)}
      />
      <div
        ref={grid}
        className={view === 'week' ? styles.week : undefined}
        role="group"
        aria-label={title}
        // What is wider than a phone is scrolled, without a mouse as well.
        tabIndex={view === 'week' ? 0 : undefined}
      >
        <FullCalendar
          key={view}
          ref={calendar}
          plugins={plugins}
          views={ownViews}
          initialView={viewNames[view]}
          initialDate={date}
          headerToolbar={false}
          height="auto"
          firstDay={1}
          locale="en-gb"
          eventTimeFormat={{
            hour: '2-digit',
            minute: '2-digit',
            hour12: false,
          }}
          slotLabelFormat={{
            hour: '2-digit',
            minute: '2-digit',
            hour12: false,
          }}
          slotDuration="01:00:00"
          snapDuration="00:15:00"
          allDaySlot={false}
          nowIndicator
          displayEventEnd={view === 'list'}
          eventDisplay="block"
          // The weekday tells more than the date.
          listDayFormat={{ weekday: 'long', day: 'numeric', month: 'long' }}
          listDaySideFormat={false}
          dayMaxEvents={3}
          eventMaxStack={3}
          moreLinkDidMount={arg => arg.el.setAttribute('role', 'button')}
          moreLinkContent={arg => t('calendar.more', { some: String(arg.num) })}
          noEventsText={t('calendar.empty')}
          events={events}
          eventInteractive
          eventStartEditable
          eventDurationEditable
          eventContent={(arg: EventContentArg) => (
            <EventLabel
              subject={subjectOf(arg.event)}
              view={view}
              timeText={arg.timeText}
            />
          )}
          eventClassNames={arg => eventClasses(subjectOf(arg.event), selected)}
          eventDidMount={arg => {
            const subject = subjectOf(arg.event);
            const label = describe(subject);
            arg.el.title = label;
            if (arg.el.matches('a')) {
              // FullCalendar makes a link of what leads nowhere.
              arg.el.setAttribute('role', 'button');
              arg.el.dataset.event = eventIdOf(subject);
            } else {
              arg.el.setAttribute('aria-label', label);
            }
            if (subject.type === 'change') {
              arg.el.style.setProperty(
                '--risk',
                riskColor(subject.change.risk?.level),
              );
            }
          }}
          eventClick={arg => onSelect(subjectOf(arg.event))}
          eventDrop={moved}
          eventResize={moved}
          datesSet={arg => {
            setTitle(arg.view.title);
            queueMicrotask(() => showToday(grid.current));
            onPeriod({
              start: arg.start.toISOString(),
              end: arg.end.toISOString(),
            });
          }}
        />
      </div>
    </div>
  );
}

/** Where the days are wider than the screen, today is the first one in view. */
function showToday(grid: HTMLElement | null): void {
  const today = grid?.querySelector<HTMLElement>('th.fc-day-today');
  const axis = grid?.querySelector<HTMLElement>('.fc-timegrid-axis');
  if (grid && today) {
    grid.scrollLeft = today.offsetLeft - (axis?.offsetWidth ?? 0);
  }
}

function eventClasses(
  subject: CalendarSubject,
  selected: string | undefined,
): string[] {
  if (subject.type === 'band') {
    const { kind, environments } = subject.band;
    return [styles[kind], ...(environments.length ? [styles.limited] : [])];
  }
  if (subject.type === 'entry') return [styles.entry];
  const { number, state, risk, approvalStatus } = subject.change;
  return [
    styles.change,
    ...(risk?.level === 'very_high' ? [styles.veryHigh] : []),
    styles[outlineOf[state]],
    ...(approvalStatus === 'due' ? [styles.approvalDue] : []),
    ...(number === selected ? [styles.selected] : []),
  ];
}
