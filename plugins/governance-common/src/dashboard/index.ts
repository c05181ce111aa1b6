export * from './answer';
export * from './export';
export * from './model';
export * from './trend';
