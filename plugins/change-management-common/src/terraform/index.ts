export * from './classify';
export * from './readPlan';
export * from './redactPlan';
export { REDACTED } from '@countersign/plugin-governance-common';
export type { TerraformPlan } from './planSchema';
