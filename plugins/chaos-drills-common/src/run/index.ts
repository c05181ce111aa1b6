export * from './events';
export * from './journal';
export * from './foreignJournal';
export * from './readForeignJournal';
export * from './outcome';
export * from './ports';
export * from './runExperiment';
export * from './interruptedJournal';
