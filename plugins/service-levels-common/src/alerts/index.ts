export * from './evaluate';
export * from './judge';
export * from './life';
