export * from './alertmanager';
export * from './evaluate';
export * from './judge';
export * from './life';
export * from './news';
