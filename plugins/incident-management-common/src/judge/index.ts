export * from './actions';
export * from './judge';
export * from './opening';
export * from './verbs';
export * from './world';
