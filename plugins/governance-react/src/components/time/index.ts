export { Countdown } from './Countdown';
export * from './format';
export { RelativeTime } from './RelativeTime';
export { ShortTime } from './ShortTime';
export { WindowText } from './WindowText';
