export { ActionItemsPanel } from './ActionItemsPanel';
