export { ImportedLink } from './ImportedLink';
export { ImportedListPage } from './ImportedListPage';
export { ImportedPage } from './ImportedPage';
