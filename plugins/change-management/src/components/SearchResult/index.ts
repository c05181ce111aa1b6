export { CHANGE_DOCUMENT_TYPE } from './changeDocument';
export { ChangeSearchResult } from './ChangeSearchResult';
