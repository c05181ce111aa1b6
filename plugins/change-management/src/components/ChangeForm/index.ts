export { EditChangePage } from './EditChangePage';
export { NewChangePage } from './NewChangePage';
