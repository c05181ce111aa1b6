export { RecurrenceFields } from './RecurrenceFields';
export { RepeatedWindowFields } from './RepeatedWindowFields';
export type { RepeatedWindow } from './RepeatedWindowFields';
export { noRecurrence, rruleOf } from './recurrence';
export type { Recurrence } from './recurrence';
