export { ActorLink } from './ActorLink';
export { CopyButton } from './CopyButton';
export { Digest } from './Digest';
