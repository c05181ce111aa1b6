export * from './neverRun';
export * from './reconcile';
