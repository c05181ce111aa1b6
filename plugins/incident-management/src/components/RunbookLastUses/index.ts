export { LastUseText } from './LastUseText';
export { RunbookLastUses } from './RunbookLastUses';
