export * from './defineEntries';
