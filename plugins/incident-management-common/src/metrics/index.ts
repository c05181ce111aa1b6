export * from './betweenFailures';
export * from './definitions';
export * from './delivery';
export * from './figures';
export * from './report';
