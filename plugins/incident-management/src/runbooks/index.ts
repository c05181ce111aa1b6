export { readRunbook, runbookPath } from './readRunbook';
export type { RunbookPart } from './readRunbook';
export { RunbookClient } from './RunbookClient';
