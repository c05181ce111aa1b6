export * from './JsonClient';
export * from './page';
export * from './queryParameters';
