export * from './changeRecords';
export * from './client';
export * from './listChanges';
export * from './previewOf';
export * from './requests';
export * from './responses';
export {
  evidenceQuerySchema,
  type EvidenceQuery,
} from '@countersign/plugin-governance-common';
