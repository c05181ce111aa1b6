export * from './floatingDay';
export * from './intervals';
export * from './LocalClock';
export * from './occurrences';
export * from './recurrence';
export * from './recurrenceTimes';
export * from './scheduledTimesProblems';
