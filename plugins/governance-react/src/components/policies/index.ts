export { PolicyList } from './PolicyList';
export type { ShownPolicy } from './PolicyList';
