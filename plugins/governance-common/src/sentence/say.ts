import { Phrase, Segment, Sentence } from './Sentence';

/** What may stand in a sentence. */
export type Part = Phrase | Segment | number;

/**
 * Makes a sentence: `` say`Overlaps ${record(number)} on ${entity(item)}.` ``
 *
 * @remarks
 * Neighboring texts become one and empty ones go, so that equal sentences are equal values.
 */
export function say(words: TemplateStringsArray, ...parts: Part[]): Sentence {
  return sentenceOf(
    words.flatMap((word, i) => (i < parts.length ? [word, parts[i]] : [word])),
  );
}

/** One sentence of several parts, one after the other. */
export function sentenceOf(parts: readonly Part[]): Sentence {
  const sentence: Segment[] = [];
  for (const segment of parts.flatMap(segmentsOf)) {
    const last = sentence.at(-1);
    if (!segment.text) continue;
    if (last?.kind === 'text' && segment.kind === 'text') {
      sentence[sentence.length - 1] = {
        kind: 'text',
        text: last.text + segment.text,
      };
    } else {
      sentence.push(segment);
    }
  }
  return sentence;
}

/** Parts with something between them, such as `', '`. */
export function joined(parts: readonly Part[], separator: Part): Sentence {
  return sentenceOf(
    parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])),
  );
}

/** The sentence as plain text, the same for everybody. */
export function plainText(phrase: Phrase): string {
  return typeof phrase === 'string'
    ? phrase
    : phrase.map(segment => segment.text).join('');
}

/** True when a sentence holds more than text. */
export function refers(phrase: Phrase): phrase is Sentence {
  return (
    typeof phrase !== 'string' &&
    phrase.some(segment => segment.kind !== 'text')
  );
}

/** A text under its name, and beside it its segments where it refers to something. */
export type Told<N extends string> = Record<N, string> &
  Partial<Record<`${N}Segments`, Sentence>>;

/**
 * A sentence as an API answers it: `told('reason', sentence)` is `{ reason, reasonSegments }`. The text is whole without
 * the segments, which are absent where there is nothing to link.
 */
export function told<N extends string>(name: N, phrase: Phrase): Told<N> {
  return {
    [name]: plainText(phrase),
    ...(refers(phrase) && { [`${name}Segments`]: phrase }),
  } as Told<N>;
}

/** The sentence under a name, whole with its segments where it has some. */
export function phraseOf<N extends string>(
  name: N,
  object: Partial<Told<N>>,
): Phrase | undefined {
  const answer: Partial<Record<string, Phrase>> = object;
  return answer[`${name}Segments`] ?? answer[name];
}

/** Texts under one name, and beside them their segments where some refer to something. */
export type ToldEach<N extends string> = Record<N, string[]> &
  Partial<Record<`${N}Segments`, Sentence[]>>;

/** Several sentences as an API answers them: `toldEach('reasons', sentences)` is `{ reasons, reasonsSegments }`. */
export function toldEach<N extends string>(
  name: N,
  phrases: readonly Phrase[],
): ToldEach<N> {
  return {
    [name]: phrases.map(plainText),
    ...(phrases.some(refers) && {
      [`${name}Segments`]: phrases.map(phrase => sentenceOf([phrase])),
    }),
  } as ToldEach<N>;
}

/** The sentences under a name, whole with their segments where they have some. */
export function phrasesOf<N extends string>(
  name: N,
  object: Partial<ToldEach<N>>,
): readonly Phrase[] {
  const answer: Partial<Record<string, readonly Phrase[]>> = object;
  return answer[`${name}Segments`] ?? answer[name] ?? [];
}

function segmentsOf(part: Part): readonly Segment[] {
  if (typeof part === 'string' || typeof part === 'number') {
    return [{ kind: 'text', text: String(part) }];
  }
  return 'kind' in part ? [part] : part;
}
