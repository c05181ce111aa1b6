/**
 * The systems that the reports of Larkspur ask, with planted breaches, for the portal of this repository and for tests.
 *
 * @packageDocumentation
 */

export { demoKind } from './demoKind';
export { DemoSource, type DemoSize } from './DemoSource';

export { complianceEvidenceModuleDemo as default } from './module';
export { plantedIn, type Planted } from './planted';
export { Quarter } from './Quarter';
export { systems } from './systems';
