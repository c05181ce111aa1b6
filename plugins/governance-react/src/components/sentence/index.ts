export { SentenceText } from './SentenceText';
export type { RenderSentence } from './SentenceText';
