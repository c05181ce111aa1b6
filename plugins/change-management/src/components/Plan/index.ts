export { PlanCounts } from './PlanCounts';
export { PlanDrop } from './PlanDrop';
export { PlanView } from './PlanView';
export type { ReadPlan } from './readPlanFile';
