export * from './api';
export * from './document';
export * from './draft';
export * from './entries';
export * from './markdown';
export * from './names';
export * from './verbs';
export * from './versions';
