export { deniedPage } from './deniedPage';
export { EmptyState } from './EmptyState';
export { ErrorPanel } from './ErrorPanel';
export { SkeletonRows } from './SkeletonRows';
export { RowBoundary } from './RowBoundary';
export { WhenVisible } from './WhenVisible';
export { NotForYou } from './NotForYou';
