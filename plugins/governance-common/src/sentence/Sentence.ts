import { z } from 'zod';
import { utc } from '../pure/instant';

const text = z.string();

/**
 * A piece of a sentence. Each carries the text that stands for it wherever there are no links: in a terminal, a mail, the
 * ledger, and for a reader that does not know its kind.
 */
export const segmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('entity'), text, ref: text }),
  z.object({ kind: z.literal('person'), text, ref: text }),
  z.object({ kind: z.literal('record'), text }),
  z.object({ kind: z.literal('time'), text, at: text }),
]);

export type Segment = z.infer<typeof segmentSchema>;

/** A sentence as typed pieces, so that nobody has to find references in English. */
export const sentenceSchema = z.array(segmentSchema).readonly();

export type Sentence = readonly Segment[];

/** A sentence, or one that refers to nothing. */
export type Phrase = string | Sentence;

/** An entity of the catalog, by its ref. */
export function entity(ref: string): Segment {
  return { kind: 'entity', text: ref, ref };
}

/** Who did it or may do it: a user, a group, or a service by whatever name it gave. */
export function person(ref: string): Segment {
  return { kind: 'person', text: ref, ref };
}

/** A record of any area, by its number. */
export function record(number: string): Segment {
  return { kind: 'record', text: number };
}

/**
 * An instant, which a page shows in the reader's own zone.
 *
 * @param words - what stands for it elsewhere, where the whole of it would be too much
 */
export function time(at: string, words: string = utc(at)): Segment {
  return { kind: 'time', text: words, at };
}
