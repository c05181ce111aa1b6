import { ReactElement } from 'react';
import {
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';

type Messages = { [key in string]: string };
type Trim<T> = T extends ` ${infer U}` | `${infer U} ` ? Trim<U> : T;

/** The keys a text is asked by: `found` for `found_one` and `found_other`. */
type TextKey<M> = {
  [K in keyof M & string]: K extends `${infer Base}_${'one' | 'other'}`
    ? Base
    : K;
}[keyof M & string];

/** What a message names between braces. */
type Slots<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Trim<Name> | Slots<Rest>
  : never;

type Wording<M, K extends string> = K extends keyof M
  ? M[K]
  : (M & { [key in `${K}_one` | `${K}_other`]: string })[
      | `${K}_one`
      | `${K}_other`];

/** Whether one of the keys counts something. */
type Counts<M, K extends string> = K extends keyof M ? never : K;

type Values<M, K extends string, Value> = [Counts<M, K>] extends [never]
  ? { [Slot in Slots<Wording<M, K>>]: Value }
  : { [Slot in Exclude<Slots<Wording<M, K>>, 'count'>]: Value } & {
      count: number;
    };

type Given<M, K extends string, Value> = [
  Slots<Wording<M, K>> | Counts<M, K>,
] extends [never]
  ? []
  : [values: Values<M, K, Value>];

/**
 * The texts of a plugin: one by its key, with a value for all that it names between braces, and a count where it counts.
 * A text with an element among its values is an element.
 */
export interface Texts<M> {
  <K extends TextKey<M>>(key: K, ...values: Given<M, K, string>): string;
  <K extends TextKey<M>>(
    key: K,
    ...values: Given<M, K, string | ReactElement>
  ): ReactElement;
}

/**
 * Backstage's `useTranslationRef`, with a narrower type. Backstage's own type works all texts of a plugin out anew at
 * each text that is asked for; with a thousand texts that is most of what the compiler does. Left out are what none of
 * our texts has: formats, texts within texts, and plurals other than English ones (a translation may have them).
 */
export function useTexts<M extends Messages>(
  ref: TranslationRef<string, M>,
): { t: Texts<M> } {
  return useTranslationRef(ref) as unknown as { t: Texts<M> };
}
