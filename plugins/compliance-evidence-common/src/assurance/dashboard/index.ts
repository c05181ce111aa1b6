export * from './derived';
export * from './figures';
export * from './onlyStated';
