import { PackManifest } from '../pack/model';
import { ReportBundle } from '../report/model';

/** What renderings are made from. */
export interface RenderInput {
  manifest: Omit<PackManifest, 'artefacts'>;
  report: ReportBundle;
  /** The rows of a question, without its header. */
  results: (question: string) => AsyncIterable<readonly (string | null)[]>;
  /** The address of the row's evidence in the portal. */
  link: (question: string, position: number) => string;
}

/** One rendering. */
export interface Artefact {
  /** Below `artefacts/`. */
  path: string;
  /** Names of questions. */
  from: string[];
  bytes: AsyncIterable<Uint8Array>;
}
