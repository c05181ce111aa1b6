export { CHANGE_DOCUMENT_TYPE } from './changeDocumentType';
export { ChangeSearchResult } from './ChangeSearchResult';
