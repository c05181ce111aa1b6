export { ImportedChangesLink } from './ImportedChangesLink';
export { ImportedChangePage, ImportedChangesPage } from './ImportedPages';
