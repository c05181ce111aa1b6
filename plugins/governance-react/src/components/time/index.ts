export { Countdown } from './Countdown';
export * from './format';
export { RelativeTime } from './RelativeTime';
export { RunningClock } from './RunningClock';
export { ShortTime } from './ShortTime';
export { WindowText } from './WindowText';
export { periodText } from './periodText';
export type { Period } from './periodText';
