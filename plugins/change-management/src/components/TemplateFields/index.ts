export { changeWindowField } from './changeWindowField';
export { terraformPlanField } from './terraformPlanField';
