export * from './fields';
export * from './incident';
export * from './numbers';
export * from './priority';
export * from './review';
export * from './states';
export * from './times';
