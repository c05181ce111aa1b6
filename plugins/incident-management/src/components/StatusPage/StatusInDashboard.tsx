import { StatusPage } from './StatusPage';

/** The status of systems beside the governance dashboard. */
export function StatusInDashboard() {
  return <StatusPage isInDashboard />;
}
