export * from './ClaimBook';
export * from './evidenceQuery';
export * from './stories';
export * from './story';
