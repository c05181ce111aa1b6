export * from './derived';
export * from './figures';
