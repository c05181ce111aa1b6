export * from './channel';
export * from './entries';
export * from './judge';
export * from './model';
export * from './permissions';
export * from './phases';
export * from './schedule';
export * from './story';
