export * from './committed';
export * from './neverRun';
