export { NewChangePage } from './NewChangePage';
export { EditChangePage } from './EditChangePage';
