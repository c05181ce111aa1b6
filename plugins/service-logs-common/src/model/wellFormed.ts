/** A text in which nothing is half a character: JSON may escape one, and neither UTF-8 nor a digest can hold it. */
export function wellFormedText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
