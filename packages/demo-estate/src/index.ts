/**
 * The shared story of the demo records: who works at Larkspur, with what, and what happened when.
 *
 * @packageDocumentation
 */

export * from './DemoCalendar';
export * from './happenings';
export * from './people';
export * from './play';
