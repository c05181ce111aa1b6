export * from './causes';
export * from './table';
export * from './journey';
