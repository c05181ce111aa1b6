export { Marks } from './Marks';
export { PriorityBadge } from './PriorityBadge';
export { StateBadge } from './StateBadge';
export { stateLooks } from './stateLooks';
