export * from './api';
export * from './entries';
export * from './judge';
export * from './kinds';
export * from './model';
export * from './story';
