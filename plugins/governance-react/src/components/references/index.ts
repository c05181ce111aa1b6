export { ActorLink } from './ActorLink';
export { CopyButton } from './CopyButton';
export { Digest } from './Digest';
export { EntityLink } from './EntityLink';
export { EntityName } from './EntityName';
export { RecordNumber } from './RecordNumber';
export { shortName } from './shortName';
