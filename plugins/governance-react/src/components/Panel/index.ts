export { Panel } from './Panel';
export { PreviewPanel } from './PreviewPanel';
