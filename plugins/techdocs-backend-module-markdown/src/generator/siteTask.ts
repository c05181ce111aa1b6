import { makeSite, SiteOptions } from '../site/Site';
import { writeSite } from '../site/writeSite';
import { SiteError, SiteProblem } from '../site/problems';

/** What a thread is asked to make. */
export interface SiteTask {
  inputDir: string;
  /** Absent: the sources are only checked. */
  outputDir?: string;
  options: SiteOptions;
  etag?: string;
}

/** What became of it. */
export interface SiteTaskResult {
  /** How many pages there are; absent when no site could be made. */
  pages?: number;
  problems: readonly SiteProblem[];
}

/** Makes a site, in a thread: errors of the sources are results, since classes do not cross threads. */
export async function runSiteTask(task: SiteTask): Promise<SiteTaskResult> {
  try {
    const site = await makeSite(task.inputDir, task.options);
    if (task.outputDir !== undefined) {
      await writeSite(site, task.outputDir, {
        etag: task.etag,
        now: Date.now(),
      });
    }
    return { pages: site.pages, problems: site.problems };
  } catch (error) {
    if (error instanceof SiteError) {
      return { problems: error.problems };
    }
    throw error;
  }
}
