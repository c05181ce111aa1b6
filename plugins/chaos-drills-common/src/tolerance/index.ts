export * from './compare';
export * from './model';
export * from './readTolerance';
export * from './toleranceWords';
export * from './unmeetable';
