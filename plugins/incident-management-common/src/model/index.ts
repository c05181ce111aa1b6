export * from './incident';
export * from './numbers';
export * from './priority';
export * from './states';
export * from './times';
