/** More of an answer is not read: a tolerance looks at little. */
const MOST_BYTES = 1_000_000;

/** The body of an answer as text, cut off where it is too long. */
export async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let left = MOST_BYTES;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
    if (left <= 0) {
      await reader.cancel();
      return text;
    }
  }
}
