export * from './figures';
export * from './onlyStated';
