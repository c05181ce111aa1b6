export { didYouMean, nearestWord } from './nearestWord';
export { inWords } from './issueWords';
export * from './primitives';
export { strictly, unknownKeys } from './strictly';
