export * from './hitRate';
export * from './suspects';
