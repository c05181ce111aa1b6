/**
 * What the pages of every area of Countersign share.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './components';
export * from './hooks';
export * from './meeting';
export * from './records';
export { governanceTranslationRef } from './translation';
