import { z } from 'zod';
import { foldOf } from '../assurance/life';
import { InquiryFacts, inquiryFactsSchema } from './model';

const { title, text, run, asked, outcome, result } = inquiryFactsSchema.shape;

/** The one ledger entry of an inquiry: what was asked, of what, and what came out. */
export const inquiryEntrySchemas = {
  'inquiry.answered': z.object({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
    title,
    text,
    run,
    asked,
    outcome,
    result,
  }),
} as const;
export type InquiryEntrySchemas = typeof inquiryEntrySchemas;
export type InquiryEntryData = z.output<
  InquiryEntrySchemas['inquiry.answered']
>;

/** What becomes of an inquiry by an entry. Pure and total: it never throws. */
export const applyInquiryEntry = foldOf<
  InquiryFacts,
  InquiryEntrySchemas,
  'inquiry.answered'
>(
  inquiryEntrySchemas,
  'inquiry.answered',
  (number, { rules: _rules, ...data }, signed) => ({
    ...data,
    number,
    state: 'answered',
    answered: signed,
  }),
  {},
);
