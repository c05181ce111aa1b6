/**
 * An HTTP proxy in front of a service that cannot break itself, for chaos drills: its faults end by themselves.
 *
 * @packageDocumentation
 */

export { jsonLog } from './log';
export type { Log } from './log';
export { readSettings, SettingsProblem } from './settings';
export type { ProxySettings } from './settings';
export { startFaultProxy } from './startFaultProxy';
export type { FaultProxy } from './startFaultProxy';
