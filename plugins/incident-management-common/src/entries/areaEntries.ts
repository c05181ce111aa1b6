import { defineEntries } from '@countersign/plugin-governance-common';
import { incidentEntrySchemas } from './incidentEntries';

/** The ledger entries of incident management: what each part of it records, in one log. */
export const incidentManagementEntries = defineEntries({
  ...incidentEntrySchemas,
});

/** The data of each entry, by its type. */
export type IncidentManagementEntries =
  typeof incidentManagementEntries.schemas;
