export { DraftPanel } from './DraftPanel';
export { readDraft } from './readDraft';
