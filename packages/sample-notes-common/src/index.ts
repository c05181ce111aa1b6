/**
 * Notes, the sample area, as pure functions.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './channel';
export * from './entries';
export * from './judge';
export * from './model';
export * from './permissions';
export * from './story';
