/** Texts that every list has. */
export const listMessages = {
  pages: 'Pages',
  first: 'First page',
  previous: 'Previous page',
  next: 'Next page',
} as const;
