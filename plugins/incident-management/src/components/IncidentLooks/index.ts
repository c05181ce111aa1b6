export { IncidentLooks } from './IncidentLooks';
