export * from './maintenance';
export * from './silences';
