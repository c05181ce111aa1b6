export * from './api';
export * from './entries';
export * from './figures';
export * from './story';
