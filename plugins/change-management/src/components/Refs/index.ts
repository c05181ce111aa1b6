export { RichSentence } from './RichSentence';
