export { useAsyncData } from './useAsyncData';
export type { AsyncData } from './useAsyncData';
export { useListLink } from './useListLink';
export { useMyTeams } from './useMyTeams';
export { useNewChangeLink } from './useNewChangeLink';
export { useNow } from './useNow';
