export { StatusInDashboard } from './StatusInDashboard';
export { StatusPage } from './StatusPage';
