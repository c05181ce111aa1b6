export * from './attribution';
export * from './burnDown';
export * from './recorded';
export * from './span';
export * from './trend';
