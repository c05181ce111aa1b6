export { AcknowledgeButton } from './AcknowledgeButton';
export { SeverityBadge } from './SeverityBadge';
