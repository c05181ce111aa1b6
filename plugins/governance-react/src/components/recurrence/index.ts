export { RecurrenceFields } from './RecurrenceFields';
export { noRecurrence, rruleOf } from './recurrence';
export type { Recurrence } from './recurrence';
