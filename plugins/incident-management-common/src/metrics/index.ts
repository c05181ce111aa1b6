export * from './alertQuality';
export * from './behind';
export * from './betweenFailures';
export * from './definitions';
export * from './delivery';
export * from './figures';
export * from './narrowed';
export * from './report';
