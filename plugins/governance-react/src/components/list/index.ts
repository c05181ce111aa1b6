export { ExportButton } from './ExportButton';
export { Pager } from './Pager';
export { RecordCell } from './RecordCell';
export { SavedViewsMenu } from './SavedViewsMenu';
