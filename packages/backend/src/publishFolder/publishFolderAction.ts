import { randomUUID } from 'crypto';
import { promises as fs } from 'fs';
import path from 'path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** As names of entities are; nothing that is a path, or hidden. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Publishes the workspace as a folder of this machine.
 *
 * @param folder - Where; undefined where nobody configured it.
 */
export function publishFolderAction(folder: string | undefined) {
  return createTemplateAction({
    id: 'publish:folder',
    description:
      'Publishes what the template made into a folder of this machine, from which the catalog reads it. For portals without a Git host.',
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .max(63)
            .describe('The name of the folder, such as price-alerts'),
      },
      output: {
        path: z => z.string().describe('Where it is on this machine'),
      },
    },
    async handler(ctx) {
      const { name } = ctx.input;
      if (!folder) {
        throw new InputError(
          'Nobody said where: set scaffolder.publishFolder.path in the configuration, or put the action of your Git host in place of this step',
        );
      }
      if (!NAME.test(name)) {
        throw new InputError(
          `name: "${name}" is not a name; write lower-case letters, digits and single dashes, such as price-alerts`,
        );
      }
      const target = resolveSafeChildPath(folder, name);
      if (await exists(target)) throw taken(name);
      ctx.output('path', target);
      if (ctx.isDryRun) {
        ctx.logger.info(`It would be published as ${target}`);
        return;
      }
      // Renamed in one go: the catalog never reads half of it.
      const draft = path.join(folder, `.${name}.${randomUUID()}`);
      try {
        await fs.cp(ctx.workspacePath, draft, { recursive: true });
        await fs.rename(draft, target);
      } catch (error) {
        await fs.rm(draft, { recursive: true, force: true });
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOTEMPTY' || code === 'EEXIST') throw taken(name);
        throw error;
      }
      ctx.logger.info(`Published as ${target}`);
    },
  });
}

async function exists(place: string): Promise<boolean> {
  return fs.lstat(place).then(
    () => true,
    () => false,
  );
}

function taken(name: string): ConflictError {
  return new ConflictError(
    `There is a service "${name}" already, and it stays as it is. Choose another name`,
  );
}
