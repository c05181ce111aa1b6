export { AlertStateBadge } from './AlertStateBadge';
export { AlertsPanel } from './AlertsPanel';
export { KnownErrorsPanel } from './KnownErrorsPanel';
export { RunbooksPanel } from './RunbooksPanel';
export { useIncidentAlerts } from './useIncidentAlerts';
export { ToldPanel } from './ToldPanel';
