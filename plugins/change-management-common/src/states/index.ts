export * from './actions';
export * from './digest';
export * from './duty';
export * from './material';
export * from './subject';
export * from './table';
export * from './transition';
