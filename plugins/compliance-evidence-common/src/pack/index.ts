export * from './dsse';
export * from './model';
export * from './rowProof';
export * from './schemas';
export * from './statement';
