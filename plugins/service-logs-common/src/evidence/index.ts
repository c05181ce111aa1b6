export * from './entries';
export * from './story';
