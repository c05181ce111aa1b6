export { ChangeRows } from './ChangeRows';
