export { SourcesPage } from './SourcesPage';
export { ProblemList } from './ProblemList';
