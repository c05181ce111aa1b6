/**
 * What the family is for, shown on a running portal, and the ways in which end-to-end tests use one.
 *
 * @packageDocumentation
 */

export { Cli } from './Cli';
export type { Outcome } from './Cli';
export { Portal } from './Portal';
export type { Answer } from './Portal';
export { DemoService } from './slo/DemoService';
export type { Fault } from './slo/DemoService';
export { Terraform } from './Terraform';
