export * from './queryParameters';
