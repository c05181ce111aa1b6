export { stateLooks } from './stateLooks';
export { StateBadge } from './StateBadge';
