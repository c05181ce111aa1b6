export * from './assessRisk';
export * from './bandOutcomes';
export * from './explainRisk';
export { riskFactor } from './factor';
export * from './input';
export { isProduction } from './environmentFactor';
export * from './levels';
export * from './smoothing';
export * from './weights';
