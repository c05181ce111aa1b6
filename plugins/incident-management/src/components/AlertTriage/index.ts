export { AlertTriage } from './AlertTriage';
