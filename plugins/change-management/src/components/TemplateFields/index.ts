export {
  changeWindowField,
  changeWindowFieldOptions,
} from './changeWindowField';
export {
  terraformPlanField,
  terraformPlanFieldOptions,
} from './terraformPlanField';
