export * from './Sentence';
export * from './say';
export * from './filled';
export * from './asSentence';
