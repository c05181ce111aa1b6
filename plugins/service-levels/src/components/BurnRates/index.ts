export { BurnRateSection } from './BurnRateSection';
