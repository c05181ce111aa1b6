export { ObjectivePage } from './ObjectivePage';
