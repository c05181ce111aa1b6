import { defineEntries } from '@countersign/plugin-governance-common';
import { alertEntrySchemas } from './alertEntries';
import { incidentEntrySchemas } from './incidentEntries';
import { onCallEntrySchemas } from './onCallEntries';
import { problemEntrySchemas } from '../problems/entries';
import { statementEntrySchemas } from '../statements/entries';
import { silenceEntrySchemas } from './silenceEntries';

/** The ledger entries of incident management: what each part of it records, in one log. */
export const incidentManagementEntries = defineEntries({
  ...alertEntrySchemas,
  ...incidentEntrySchemas,
  ...onCallEntrySchemas,
  ...problemEntrySchemas,
  ...silenceEntrySchemas,
  ...statementEntrySchemas,
});

/** The data of each entry, by its type. */
export type IncidentManagementEntries =
  typeof incidentManagementEntries.schemas;
