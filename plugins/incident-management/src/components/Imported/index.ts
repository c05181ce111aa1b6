export { ImportedRecordsLink } from './ImportedRecordsLink';
export { ImportedRecordPage, ImportedRecordsPage } from './ImportedPages';
