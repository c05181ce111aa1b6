export * from './api';
export * from './attestations';
export * from './model';
export * from './story';
