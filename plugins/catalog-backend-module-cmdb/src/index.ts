/**
 * Catalog module that validates and documents the CMDB annotations.
 *
 * @packageDocumentation
 */

export { catalogModuleCmdb as default } from './module';
export { cmdbModelLayer } from './cmdbModelLayer';
