import { attestationEntrySchemas } from './attestations';
import { findingEntrySchemas } from './findings';
import { requestEntrySchemas } from './requests';

/** The ledger entries of findings, requests and attestations. */
export const assuranceEntrySchemas = {
  ...findingEntrySchemas,
  ...requestEntrySchemas,
  ...attestationEntrySchemas,
} as const;
/** See {@link assuranceEntrySchemas}. */
export type AssuranceEntrySchemas = typeof assuranceEntrySchemas;
