export * from './basis';
export * from './judge';
export * from './past';
export * from './policy';
export * from './recovery';
export * from './replay';
export * from './vocabulary';
