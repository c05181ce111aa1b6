export { ThresholdTable } from './ThresholdTable';
