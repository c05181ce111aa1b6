export * from './entry';
export * from './readLine';
export * from './readRecord';
export * from './severity';
export * from './shown';
