export * from './Meter';
export * from './noData';
export * from './objectiveState';
export * from './objectiveTiers';
export * from './packedSums';
export * from './resolutions';
export * from './Slicer';
export * from './WindowSums';
