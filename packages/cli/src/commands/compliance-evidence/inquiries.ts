import {
  InquiryDocument,
  InquiryVerification,
  looksLikeInquiry,
  readInquiryDocument,
} from '@countersign/plugin-compliance-evidence-common';
import { CommandFailure } from '../../output/failure';
import type { FileFinding, JsonFile } from '../Area';
import { claimLines } from './packLines';

/** An inquiry in a file. */
export interface AskedInquiry {
  file: string;
  document: InquiryDocument;
}

/** @throws CommandFailure where the file holds only part of one */
export function inquiryIn(file: string, content: unknown): InquiryDocument {
  try {
    return readInquiryDocument(content);
  } catch (error) {
    throw new CommandFailure(`${file} ${(error as Error).message}.`);
  }
}

/** The inquiries among what was given. */
export function inquiriesAmong(documents: readonly JsonFile[]): AskedInquiry[] {
  return documents
    .filter(({ content }) => looksLikeInquiry(content))
    .map(({ file, content }) => ({ file, document: inquiryIn(file, content) }));
}

/** What `countersign verify` prints about an inquiry. */
export function inquiryFinding(
  file: string,
  found: InquiryVerification,
): FileFinding {
  const { proven, number, facts, claims, limits } = found;
  return {
    proven,
    json: { file, ...found },
    lines: [
      `${file}: ${proven ? 'PROVEN' : 'NOT PROVEN'}`,
      `  Inquiry   ${number}${facts ? `: ${facts.title}` : ''}`,
      ...(facts
        ? [
            `  Run       ${facts.run.number} of ${facts.run.report}`,
            `  Asked by  ${facts.answered.by} at ${facts.answered.at}`,
            ...(facts.asked.kind === 'question'
              ? facts.asked.sql.split('\n').map(line => `      ${line}`)
              : []),
          ]
        : []),
      ...claimLines({ claims, limits }),
    ],
  };
}
