export { Marks } from './Marks';
export { PriorityBadge } from './PriorityBadge';
export { StateBadge } from './StateBadge';
export { stateLooks } from './stateLooks';
export { ProblemBadges } from './ProblemBadges';
export { problemStateLooks } from './problemStateLooks';
export { ActionStateBadge } from './ActionStateBadge';
export { ReviewBadge } from './ReviewBadge';
