export * from './content';
export * from './facts';
export * from './fold';
export * from './hands';
export * from './people';
export * from './subject';
