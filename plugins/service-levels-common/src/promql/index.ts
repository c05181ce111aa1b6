export * from './bounds';
export * from './increments';
export * from './ranges';
