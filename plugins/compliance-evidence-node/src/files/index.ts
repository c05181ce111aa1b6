export * from './bucketPlace';
export * from './filesSource';
export * from './pathPattern';
export * from './place';
