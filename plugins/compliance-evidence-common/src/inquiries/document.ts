import { strictly } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { inquiryNumber, LONGEST_RESULT, LONGEST_TABLE } from './model';

export const INQUIRY_FORMAT = 'countersign-inquiry/v1';

/** An inquiry with all that proves it but the pack: what an auditor keeps. */
export const inquiryDocumentSchema = strictly({
  format: z.literal(INQUIRY_FORMAT),
  number: inquiryNumber.schema,
  /** The bytes of the result. */
  result: z.string().max(LONGEST_RESULT + 10_000),
  /** What was made by hand, where the inquiry holds an answer against it. */
  table: z.string().max(LONGEST_TABLE).optional(),
  /** The ledger's bundle about the inquiry. */
  ledger: z.string(),
});
export type InquiryDocument = z.output<typeof inquiryDocumentSchema>;

/** The content of a file, where it says that it is an inquiry; undefined where it says something else. */
export function looksLikeInquiry(content: unknown): boolean {
  const { format } = Object(content) as { format?: unknown };
  return format === INQUIRY_FORMAT;
}

/** @throws SyntaxError which says what is wrong */
export function readInquiryDocument(content: unknown): InquiryDocument {
  const { success, data, error } = inquiryDocumentSchema.safeParse(content);
  if (success) return data;
  const [{ path, message }] = error.issues;
  throw new SyntaxError(`is no whole inquiry: ${path.join('.')}: ${message}`);
}
