/**
 * The demo changes of Larkspur, for the portal of this repository.
 *
 * @packageDocumentation
 */

export { changeManagementModuleDemo as default } from './module';
export { demoScenario } from './scenario';
