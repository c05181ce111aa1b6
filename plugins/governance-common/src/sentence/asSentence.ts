import { plainText, sentenceOf } from './say';
import { Phrase } from './Sentence';

function begun(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}

/**
 * What is said of a field follows the field's name, "must not be empty"; alone it is a sentence: "Must not be empty.".
 * References stay as they are written.
 */
export function asSentence(phrase: Phrase): Phrase {
  const ends = /[.!?…]["”)]*$/.test(plainText(phrase)) ? '' : '.';
  if (typeof phrase === 'string')
    return plainText(phrase) && begun(phrase) + ends;
  const [first, ...rest] = sentenceOf([phrase]);
  if (!first) return phrase;
  return sentenceOf([
    first.kind === 'text' ? begun(first.text) : first,
    ...rest,
    ends,
  ]);
}
