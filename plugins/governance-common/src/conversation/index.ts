export * from './following';
export * from './mentions';
