import { recordNumber } from '@countersign/plugin-governance-common';

/** Numbers of incidents: `INC0000042`. */
export const incidentNumber = recordNumber('INC', 'incident');

/** Numbers of problems: `PRB0000042`. */
export const problemNumber = recordNumber('PRB', 'problem');
