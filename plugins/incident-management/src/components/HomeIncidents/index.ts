export { HomeIncidents } from './HomeIncidents';
