export { changeWindowField } from './changeWindowField';
export { serviceTierField } from './serviceTierField';
export { terraformPlanField } from './terraformPlanField';
