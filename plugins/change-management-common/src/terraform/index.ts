export * from './classify';
export * from './readPlan';
export * from './redactPlan';
export { REDACTED } from './secrets';
export type { TerraformPlan } from './planSchema';
