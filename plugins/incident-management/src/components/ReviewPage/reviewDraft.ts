import { ReviewContent } from '@countersign/plugin-incident-management-common';

/** Names what is typed into the review of an incident, for as long as the session lasts. */
export function draftKey(number: string): string {
  return `governance/draft/${number}/review`;
}

/** What is typed, and the revision that it was written upon. */
export type ReviewDraft = ReviewContent & { base: number };

/** Whether something was typed that is not saved. */
export function hasKept(number: string): boolean {
  return sessionStorage.getItem(draftKey(number)) !== null;
}
