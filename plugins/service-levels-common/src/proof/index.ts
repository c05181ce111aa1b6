export * from './deriveErrorBudget';
export * from './HoursOnRecord';
export * from './alertStory';
export * from './correctedFigures';
export * from './correctionStory';
export * from './counted';
export * from './objectiveStory';
export * from './policyStory';
