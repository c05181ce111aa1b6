import { Phrase } from '@countersign/plugin-governance-common';
import { SentenceText } from '@countersign/plugin-governance-react';
import { RichSentence } from './RichSentence';

/** A sentence of the server, as its text or in segments. */
export function ServerSentence(props: { sentence: Phrase }) {
  const { sentence } = props;
  return typeof sentence === 'string' ? (
    <RichSentence text={sentence} />
  ) : (
    <SentenceText sentence={sentence} />
  );
}
