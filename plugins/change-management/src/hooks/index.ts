export { useAsyncData } from './useAsyncData';
export type { AsyncData } from './useAsyncData';
export { useMyTeams } from './useMyTeams';
export { useNow } from './useNow';
