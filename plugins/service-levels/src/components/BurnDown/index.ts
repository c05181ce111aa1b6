export { BurnDownSection } from './BurnDownSection';
