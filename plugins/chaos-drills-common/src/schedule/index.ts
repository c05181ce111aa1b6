export * from './entries';
export * from './fold';
export * from './judge';
export * from './model';
export * from './occasions';
export * from './story';
