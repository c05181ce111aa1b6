export * from './composeSteps';
export {
  MOST_SERIES,
  type CountingState,
  type ReadingProblem,
} from './EventCounter';
export * from './Meter';
export * from './noData';
export * from './objectiveState';
export * from './objectiveTiers';
export * from './packedSums';
export * from './resolutions';
export * from './Slicer';
export * from './WindowSums';
