export * from './api';
export * from './causes';
export * from './rows';
