export { useAsyncData } from './useAsyncData';
export type { AsyncData } from './useAsyncData';
export { useDraft } from './useDraft';
export { useIdempotencyKey } from './useIdempotencyKey';
export { useListKeys } from './useListKeys';
export { useMyTeams } from './useMyTeams';
export { useNow } from './useNow';
export { LONGEST_VIEW_NAME, useSavedViews } from './useSavedViews';
export type { SavedView } from './useSavedViews';
