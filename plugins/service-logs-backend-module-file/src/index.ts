/**
 * Reads logs from files: lines of JSON and plain text, rotated and compressed.
 *
 * @packageDocumentation
 */

export { serviceLogsFileModule as default } from './module';
export { FileLogSource, type FileSourceSettings } from './FileLogSource';
