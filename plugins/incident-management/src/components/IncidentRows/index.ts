export { Duration } from './Duration';
export { IncidentRows } from './IncidentRows';
