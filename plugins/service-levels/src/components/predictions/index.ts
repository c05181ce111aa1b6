export { PredictionTable } from './PredictionTable';
export { ThresholdTable } from './ThresholdTable';
