import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DirectoryPreparer,
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
  techdocsPreparerExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { BuildAhead } from './BuildAhead';
import { MarkdownGenerator } from './generator/MarkdownGenerator';
import { SourceDigestPreparer } from './SourceDigestPreparer';

/**
 * Has TechDocs make its pages without mkdocs. `techdocs.generator.engine: mkdocs` leaves that to mkdocs again.
 *
 * @public
 */
export const techDocsModuleMarkdown = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        preparers: techdocsPreparerExtensionPoint,
        reader: coreServices.urlReader,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        techdocs: techdocsGeneratorExtensionPoint,
      },
      async init(deps) {
        const {
          config,
          lifecycle,
          logger,
          preparers,
          reader,
          rootLifecycle,
          scheduler,
          techdocs,
        } = deps;
        const engine =
          config.getOptionalString('techdocs.generator.engine') ?? 'markdown';
        if (engine !== 'markdown' && engine !== 'mkdocs') {
          throw new InputError(
            `techdocs.generator.engine: "${engine}" is not known; it is markdown or mkdocs`,
          );
        }
        if (engine === 'markdown') {
          const generator = new MarkdownGenerator(config);
          lifecycle.addShutdownHook(() => generator.stop());
          techdocs.setTechdocsGenerator(asTechdocsGenerator(generator));
          preparers.registerPreparer(
            'dir',
            new SourceDigestPreparer(
              DirectoryPreparer.fromConfig(config, { logger, reader }),
            ),
          );
        }
        logger.info(`TechDocs pages are made by ${engine}`);

        const schedule = config.getOptionalConfig('techdocs.buildAhead');
        if (schedule) {
          const buildAhead = new BuildAhead(deps);
          const definition =
            readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
          // Asks this very backend, which does not answer before all of it has started.
          rootLifecycle.addStartupHook(() =>
            scheduler.scheduleTask({
              ...definition,
              id: 'techdocs-build-ahead',
              fn: signal => buildAhead.run(signal),
            }),
          );
        }
      },
    });
  },
});

/** The extension point names a class that has private fields, and calls nothing but `run`. */
function asTechdocsGenerator(generator: MarkdownGenerator): TechdocsGenerator {
  return generator as unknown as TechdocsGenerator;
}
