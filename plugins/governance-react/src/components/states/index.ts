export { EmptyState } from './EmptyState';
export { ErrorPanel } from './ErrorPanel';
export { SkeletonRows } from './SkeletonRows';
