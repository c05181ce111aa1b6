export * from './actions';
export * from './changeReport';
export * from './drillBehind';
export * from './entries';
export * from './fold';
export * from './judge';
export * from './model';
export * from './story';
