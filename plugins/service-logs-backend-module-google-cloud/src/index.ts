/**
 * Reads logs from Google Cloud Logging.
 *
 * @packageDocumentation
 */

export { serviceLogsGoogleCloudModule as default } from './module';
