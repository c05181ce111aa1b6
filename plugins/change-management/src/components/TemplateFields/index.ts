export { terraformPlanField } from './terraformPlanField';
