import { version } from '../../package.json';

/** The release that this copy of the family is of: pages and backends of one release have the same. */
export const familyVersion: string = version;

/** The header by which each answer of an area says its release. */
export const VERSION_HEADER = 'Countersign-Version';
