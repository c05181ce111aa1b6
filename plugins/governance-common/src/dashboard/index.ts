export * from './answer';
export * from './model';
export * from './trend';
