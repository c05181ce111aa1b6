/** What the portal said of a request that it refused; undefined when it did not refuse. */
export function refusalOf(body: unknown): string | undefined {
  const { error } = body as { error?: { message?: string } };
  return error?.message;
}

/** As {@link refusalOf}, or the whole answer. */
export function messageOf(body: unknown): string {
  return refusalOf(body) ?? JSON.stringify(body);
}
