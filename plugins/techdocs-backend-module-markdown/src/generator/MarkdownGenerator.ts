import { RootConfigService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  GeneratorBase,
  GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';
import { Piscina } from 'piscina';
import { SiteOptions } from '../site/Site';
import { describeProblem, SiteError, SiteProblem } from '../site/problems';
import { runSiteTask, SiteTask, SiteTaskResult } from './siteTask';

/** What making pages may take of the machine. */
export interface MarkdownGeneratorLimits {
  /** Of one site, waiting for a thread included. */
  timeoutMs: number;
  /** Heap of the thread. */
  memoryMb: number;
}

const defaults: MarkdownGeneratorLimits = {
  timeoutMs: 120_000,
  memoryMb: 1024,
};

/** A thread that has nothing to do for so long ends. */
const IDLE_MS = 30_000;

/** Hosts whose pages of a folder lead to an editor of a file. */
const editable = new Set(['github', 'gitlab', 'bitbucketServer', 'harness']);

/**
 * Makes TechDocs sites from Markdown and `mkdocs.yml`, in a thread of its own: authors are many, and a page that takes
 * long to render holds up nobody else. Sources are only read.
 */
export class MarkdownGenerator implements GeneratorBase {
  readonly #limits: MarkdownGeneratorLimits;
  readonly #integrations: ScmIntegrations;
  readonly #portalPath: string;
  readonly #threads: Piscina<SiteTask, SiteTaskResult>;

  constructor(
    config: RootConfigService,
    limits?: Partial<MarkdownGeneratorLimits>,
  ) {
    this.#limits = { ...defaults, ...limits };
    this.#integrations = ScmIntegrations.fromConfig(config);
    this.#portalPath = pathOf(config.getOptionalString('app.baseUrl'));
    const filename = require.resolve(
      '@countersign/plugin-techdocs-backend-module-markdown/siteWorker',
    );
    this.#threads = new Piscina({
      filename,
      name: runSiteTask.name,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb },
      execArgv: execArgvFor(filename),
    });
  }

  /** {@inheritDoc @backstage/plugin-techdocs-node#GeneratorBase.run} */
  async run(options: GeneratorRunOptions): Promise<void> {
    const { problems } = await this.#make({
      inputDir: options.inputDir,
      outputDir: options.outputDir,
      etag: options.etag,
      options: {
        siteName: options.siteOptions?.name ?? 'Documentation',
        editUrl: this.#editUrl(options),
        portalPath: this.#portalPath,
      },
    });
    for (const problem of problems) {
      const line = describeProblem(problem);
      options.logger.warn(line);
      options.logStream?.write(`${line}\n`);
    }
  }

  /**
   * Finds what is wrong with a site's sources and writes nothing: broken links and anchors, pages that are missing,
   * diagrams that cannot be drawn, settings that have no effect.
   */
  async check(
    inputDir: string,
    options: SiteOptions,
  ): Promise<readonly SiteProblem[]> {
    return (await this.#runTask({ inputDir, options })).problems;
  }

  async stop(): Promise<void> {
    await this.#threads.destroy();
  }

  async #make(task: SiteTask): Promise<SiteTaskResult> {
    const result = await this.#runTask(task);
    if (result.pages === undefined) {
      throw new SiteError(result.problems);
    }
    return result;
  }

  async #runTask(task: SiteTask): Promise<SiteTaskResult> {
    const signal = AbortSignal.timeout(this.#limits.timeoutMs);
    try {
      return await this.#threads.run(task, { signal });
    } catch (error) {
      throw new Error(
        signal.aborted
          ? `The pages were not made within ${
              this.#limits.timeoutMs / 1000
            } s. Split what is very long.`
          : `The pages were not made: ${stringifyError(error)}`,
      );
    }
  }

  /** Where the pages of a repository are edited, when the catalog says in which repository they are. */
  #editUrl({
    parsedLocationAnnotation: location,
  }: GeneratorRunOptions): string | undefined {
    if (location?.type !== 'url') {
      return undefined;
    }
    const integration = this.#integrations.byUrl(location.target);
    if (!integration || !editable.has(integration.type)) {
      return undefined;
    }
    return integration.resolveEditUrl(location.target);
  }
}

/** The path under which a portal is reached, without a slash at its end. */
function pathOf(baseUrl: string | undefined): string {
  return baseUrl && URL.canParse(baseUrl)
    ? new URL(baseUrl).pathname.replace(/\/+$/, '')
    : '';
}

/** A thread that runs from sources needs what turns TypeScript into JavaScript, whatever does it for this one. */
function execArgvFor(filename: string): string[] | undefined {
  return filename.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : undefined;
}
