export { RichSentence } from './RichSentence';
export { ServerSentence } from './ServerSentence';
