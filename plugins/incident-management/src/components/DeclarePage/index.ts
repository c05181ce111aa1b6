export { DeclarePage } from './DeclarePage';
