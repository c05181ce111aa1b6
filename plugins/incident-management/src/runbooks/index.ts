export { docsPathOf, readRunbook, runbookPath } from './readRunbook';
export type { RunbookPart, RunbookText } from './readRunbook';
export { RunbookClient } from './RunbookClient';
