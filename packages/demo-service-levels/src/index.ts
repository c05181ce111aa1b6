/**
 * The demo service levels of Larkspur, for the portal of this repository.
 *
 * @packageDocumentation
 */

export { serviceLevelsModuleDemo as default } from './module';
