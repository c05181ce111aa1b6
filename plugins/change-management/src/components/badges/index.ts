export { ApprovalBadge, approvalIcons } from './ApprovalBadge';
export { isOverdue } from './isOverdue';
export { RiskBadge, riskIcons } from './RiskBadge';
export { StateBadge, stateIcons } from './StateBadge';
export { TypeBadge, typeIcons } from './TypeBadge';
export * from './tones';
