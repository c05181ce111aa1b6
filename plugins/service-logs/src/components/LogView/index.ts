export { LogView } from './LogView';
export { logAddress, type LogFilters } from './logAddress';
