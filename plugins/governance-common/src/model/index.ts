export { didYouMean, nearestWord } from './nearestWord';
export * from './primitives';
export { strictly, unknownKeys } from './strictly';
