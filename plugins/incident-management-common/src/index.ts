/**
 * Incidents and problems as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './alertPermissions';
export * from './api';
export * from './channel';
export * from './dashboard';
export * from './entries';
export * from './facts';
export * from './importPermissions';
export * from './intake';
export * from './judge';
export * from './metrics';
export * from './model';
export * from './oncall';
export * from './onCallPermissions';
export * from './permissions';
export * from './problems';
export * from './recurrence';
export * from './review';
export * from './runbooks';
export * from './silences';
export * from './statements';
export * from './status';
export * from './story';
export * from './suspects';
