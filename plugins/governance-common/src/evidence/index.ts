export * from './ClaimBook';
export * from './context';
export * from './evidenceQuery';
export * from './payloads';
export * from './references';
export * from './stories';
export * from './story';
export * from './tellStory';
