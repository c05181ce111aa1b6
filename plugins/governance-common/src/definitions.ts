/**
 * How areas read definitions that people write in YAML: the value, and the line of each part of it. Apart from the rest,
 * since pages need no YAML.
 *
 * @packageDocumentation
 */

export * from './definitions/pathText';
export * from './definitions/yamlLines';
