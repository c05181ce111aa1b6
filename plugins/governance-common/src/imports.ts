/**
 * How exports of other systems are read: CSV, ServiceNow's Table API and Jira's search, by a mapping that people write in
 * YAML. Apart from the rest, since pages read none.
 *
 * @packageDocumentation
 */

export * from './imports/mapping';
export * from './imports/mapRows';
export * from './imports/readExport';
