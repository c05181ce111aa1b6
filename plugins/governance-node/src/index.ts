/**
 * What the backends of every area share.
 *
 * @packageDocumentation
 */

export * from './database/cursor';
export * from './http/errors';
export * from './reads/Shared';
export * from './reads/Together';
