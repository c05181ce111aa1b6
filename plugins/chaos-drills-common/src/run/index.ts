export * from './events';
export * from './journal';
export * from './outcome';
export * from './ports';
export * from './runExperiment';
export * from './interruptedJournal';
