export * from './Sentence';
export * from './say';
