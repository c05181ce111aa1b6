export * from './entries';
export * from './facts';
export * from './figures';
export * from './judge';
export * from './model';
export * from './repeated';
export * from './sharedTimes';
export * from './times';
