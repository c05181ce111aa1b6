import { Message } from './messages';

/** More pages than this are a server that leads in circles. */
const MOST_PAGES = 100_000;

/** A call of a client that answers in pages. */
export type PagedCall = (
  request: object,
  options: { autoPaginate: false; timeout: number },
) => Promise<[unknown, unknown, Message]>;

/** A page takes at most so long; the client asks again by itself. */
const PAGE_TIMEOUT_MS = 120_000;

/**
 * The answers to a request, page by page.
 *
 * @param explain - what went wrong, in words
 */
export async function* pagesOf(
  call: PagedCall,
  request: object,
  {
    signal,
    explain,
  }: { signal: AbortSignal; explain: (error: unknown) => Error },
): AsyncIterable<Message> {
  let pageToken = '';
  for (let page = 1; ; page++) {
    signal.throwIfAborted();
    let answer: Message;
    try {
      [, , answer] = await call(
        { ...request, pageToken },
        { autoPaginate: false, timeout: PAGE_TIMEOUT_MS },
      );
    } catch (error) {
      throw explain(error);
    }
    yield answer;
    const next = String(answer.nextPageToken ?? '');
    if (!next) return;
    if (next === pageToken || page >= MOST_PAGES) {
      throw new Error(`Page ${page + 1} leads back to one that was read`);
    }
    pageToken = next;
  }
}
