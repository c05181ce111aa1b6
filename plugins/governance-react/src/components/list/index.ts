export { Pager } from './Pager';
export { RecordCell } from './RecordCell';
