export { MoreActions } from './MoreActions';
export { offered } from './offered';
export type { Offered } from './offered';
