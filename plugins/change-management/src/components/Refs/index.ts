export { ActorLink } from './ActorLink';
export { Digest } from './Digest';
export { RichSentence } from './RichSentence';
