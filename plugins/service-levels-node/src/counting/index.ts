export * from './CountingReader';
export * from './pointsIn';
