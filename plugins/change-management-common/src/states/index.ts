export * from './causes';
export * from './table';
