export * from './neverRun';
