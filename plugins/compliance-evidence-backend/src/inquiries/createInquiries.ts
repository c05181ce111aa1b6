import { InquiryStore } from '../database/InquiryStore';
import { InquiryDesk, InquiryDeskOptions } from './InquiryDesk';
import { InquiryReader } from './InquiryReader';
import { StagedRuns, StagedRunSettings } from './StagedRuns';

type ReaderOptions = ConstructorParameters<typeof InquiryReader>[0];

/** Makes what answers questions about runs afterwards, and shows the answers. */
export function createInquiries(
  options: Omit<InquiryDeskOptions, 'inquiries' | 'staged' | 'reader'> &
    Omit<ReaderOptions, 'inquiries' | 'knex'> & { settings: StagedRunSettings },
) {
  const { journal } = options;
  const { knex } = journal;
  const inquiries = new InquiryStore();
  const staged = new StagedRuns({ ...options, knex });
  const inquiryReader = new InquiryReader({ ...options, inquiries, knex });
  const inquiryDesk = new InquiryDesk({
    ...options,
    inquiries,
    staged,
    reader: inquiryReader,
  });
  return { inquiryDesk, inquiryReader, staged };
}

/** What routes of inquiries delegate to. */
export type Inquiries = ReturnType<typeof createInquiries>;
