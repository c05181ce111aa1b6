/**
 * The software catalog read as a CMDB: criticality, environment, ownership and impact, as pure functions over entities.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './graph/CmdbGraph';
export * from './graph/scope';
export * from './graph/types';
export {
  annotationProblems,
  readConfigurationItem,
} from './item/readConfigurationItem';
export { CMDB_ANNOTATION_NAMES } from './item/annotationSchemas';
export * from './item/types';
export * from './people/types';
export { resolveAddresses } from './terraform/resolveAddresses';
export * from './terraform/types';
export { normalizeEntityRef } from './refs';
