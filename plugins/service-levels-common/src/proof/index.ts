export * from './alertStory';
export * from './counted';
export * from './objectiveStory';
