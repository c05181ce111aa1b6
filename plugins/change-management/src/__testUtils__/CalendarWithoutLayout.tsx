import type { CalendarOptions, EventInput } from '@fullcalendar/core';
import {
  forwardRef,
  ForwardRefExoticComponent,
  RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';

const DAY = 86_400_000;

/**
 * Stands in for FullCalendar where there is no layout to drag over: every change is a button that opens it and a button
 * that drops it a day later, reported as FullCalendar reports a drag.
 */
export const CalendarWithoutLayout: ForwardRefExoticComponent<
  CalendarOptions & RefAttributes<unknown>
> = forwardRef<unknown, CalendarOptions>((props, ref) => {
  const [undone, setUndone] = useState<string[]>([]);
  useImperativeHandle(ref, () => ({
    getApi: () => ({ gotoDate: () => {} }),
  }));

  // The period is reported once, as when the calendar is first drawn.
  const report = useRef(props.datesSet);
  useEffect(() => {
    const today = Date.now();
    report.current?.({
      start: new Date(today - 14 * DAY),
      end: new Date(today + 14 * DAY),
      view: { title: 'Four weeks' },
    } as Parameters<NonNullable<CalendarOptions['datesSet']>>[0]);
  }, []);

  const later = (instant: unknown) =>
    new Date(Date.parse(String(instant)) + DAY);
  const drop = (event: EventInput) =>
    props.eventDrop?.({
      event: {
        ...event,
        start: later(event.start),
        end: later(event.end),
      },
      revert: () => setUndone(before => [...before, String(event.id)]),
    } as unknown as Parameters<NonNullable<typeof props.eventDrop>>[0]);
  const open = (event: EventInput) =>
    props.eventClick?.({ event } as unknown as Parameters<
      NonNullable<typeof props.eventClick>
    >[0]);

  return (
    <div>
      <span data-testid="undone">{undone.join()}</span>
      {(props.events as EventInput[]).map(event => (
        <div key={event.id}>
          <button onClick={() => open(event)}>{`Open ${event.id}`}</button>
          {event.editable && (
            <button onClick={() => drop(event)}>
              {`Drag ${event.id} a day later`}
            </button>
          )}
        </div>
      ))}
    </div>
  );
});
