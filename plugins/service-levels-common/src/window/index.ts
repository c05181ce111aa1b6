export * from './durations';
export * from './window';
