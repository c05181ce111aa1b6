/**
 * Queries and metrics of logs as people write them in YAML. Apart from the rest, since pages need no YAML.
 *
 * @packageDocumentation
 */

export * from './definitions/readDefinitions';
