export { Countdown } from './Countdown';
export * from './format';
export { RelativeTime } from './RelativeTime';
export { WindowText } from './WindowText';
