/**
 * What the threads of {@link PlanReader} load: an entry of the package, so that it is a file of its own when built too.
 *
 * @packageDocumentation
 */
export { readPlanBody } from './plans/readPlanBody';
