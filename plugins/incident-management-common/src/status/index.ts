export * from './model';
export * from './systemStatus';
