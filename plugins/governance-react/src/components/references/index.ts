export { ActorLink } from './ActorLink';
export { CopyButton } from './CopyButton';
export { Digest } from './Digest';
export { EntityLink } from './EntityLink';
export { EntityLinks } from './EntityLinks';
export { EntityName } from './EntityName';
export { RecordNumber } from './RecordNumber';
export { shortName } from './shortName';
