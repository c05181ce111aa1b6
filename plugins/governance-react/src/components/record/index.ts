export { RefusalNotice } from './RefusalNotice';
export { VerbDialog } from './VerbDialog';
export type { ChangedField, VerbState } from './VerbState';
