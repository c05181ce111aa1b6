import { Journal, Unit } from '@countersign/plugin-governance-node';
import { AssuranceEntrySchemas } from '@countersign/plugin-compliance-evidence-common';

/** A unit of work that may write about findings, requests and attestations. */
export type AssuranceUnit = Unit<AssuranceEntrySchemas>;
/** What runs such units. */
export type AssuranceJournal = Journal<AssuranceEntrySchemas>;

export const pluginId = 'compliance-evidence';
