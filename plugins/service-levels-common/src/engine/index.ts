export * from './WindowSums';
