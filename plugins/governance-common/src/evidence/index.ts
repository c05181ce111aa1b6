export * from './ClaimBook';
export * from './story';
