export { pagePath, recordPath } from './recordPath';
export { RecordLinkBlueprint } from './RecordLinkBlueprint';
export { recordLinksApiRef, RegisteredRecordLinks } from './RecordLinks';
export type { RecordLink, RecordLinks } from './RecordLinks';
export type { ProofSource } from './ProofSource';
export { listPath } from './listPath';
