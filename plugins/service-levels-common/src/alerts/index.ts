export * from './evaluate';
export * from './life';
