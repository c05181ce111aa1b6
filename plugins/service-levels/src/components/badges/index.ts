export { AlertBadge } from './AlertBadge';
export { alertLooks } from './alertLooks';
export { StateBadge } from './StateBadge';
export { stateLooks } from './stateLooks';
