export { ToneBadge } from './ToneBadge';
export * from './toneColors';
