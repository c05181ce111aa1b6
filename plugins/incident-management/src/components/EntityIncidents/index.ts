export { EntityIncidents } from './EntityIncidents';
