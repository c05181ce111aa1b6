export { AcknowledgeButton } from './AcknowledgeButton';
export { AlertStateBadge, SeverityBadge } from './AlertBadges';
export { alertStateLooks } from './alertLooks';
