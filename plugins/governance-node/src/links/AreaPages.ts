import { RootConfigService } from '@backstage/backend-plugin-api';
import { RecordLinks } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { parseSetting } from '../settings/SettingsReader';

/** Which page of the portal an area's pages are under, and where that is configured. */
export interface AreaPagesOptions {
  /** The extension that the pages hang on: `page:change-management`. */
  extension: string;
  /** Names the path where the portal's pages are configured elsewhere: `changeManagement.pagesPath`. */
  setting: string;
  /** Where they are unless configured: `/changes`. */
  path: string;
  /** Of an area with records of several kinds: the folder of each kind, by the prefix of its numbers: `{ PRB: 'problems' }`. */
  folders?: RecordFolders;
}

type RecordFolders = Readonly<Record<string, string>>;

const pathSchema = z
  .string()
  .regex(/^(\/[\w.~-]+)+\/?$/, 'must be a path such as /changes');

/** `app.extensions` as far as this reads it: a name, or one key with what is configured of it. */
const extensionSchema = z.union([
  z.string(),
  z.record(
    z.string(),
    z.union([
      z.boolean(),
      z
        .object({
          config: z.object({ path: z.string().optional() }).optional(),
        })
        .nullable(),
    ]),
  ),
]);

/**
 * Where an area's pages are: links in messages, search results and actions lead there. They follow the route that the app
 * gives the page, and `app.baseUrl` with its path where a link is absolute.
 */
export class AreaPages {
  readonly #root: string;
  readonly #baseUrl: string;
  readonly #folders: RecordFolders;

  constructor(options: {
    path: string;
    baseUrl: string;
    folders?: RecordFolders;
  }) {
    this.#root = options.path.replace(/\/$/, '');
    this.#baseUrl = options.baseUrl.replace(/\/$/, '');
    this.#folders = options.folders ?? {};
  }

  /** @throws InputError naming the setting that is wrong */
  static read(config: RootConfigService, options: AreaPagesOptions): AreaPages {
    const { extension, setting } = options;
    const configured = config.has(setting)
      ? { at: setting, path: config.get(setting) }
      : {
          at: `app.extensions, path of ${extension}`,
          path: pathOf(config, extension) ?? options.path,
        };
    return new AreaPages({
      path: parseSetting(configured.at, pathSchema, configured.path),
      baseUrl: config.getOptionalString('app.baseUrl') ?? '',
      folders: options.folders,
    });
  }

  /**
   * The address of a page of the portal that is not one of the area.
   *
   * @param path - Begins with a slash.
   */
  portalUrl(path: string): string {
    return `${this.#baseUrl}${path}`;
  }

  /** Within the portal: what notifications and search results link to. A number alone leads to the page of its record. */
  path(...segments: string[]): string {
    const folder =
      segments.length === 1 ? this.#folderOf(segments[0]) : undefined;
    const steps = folder === undefined ? segments : [folder, ...segments];
    return [this.#root, ...steps.map(encodeURIComponent)].join('/');
  }

  #folderOf(segment: string): string | undefined {
    const prefix = /^([A-Z]+)\d+$/.exec(segment)?.[1];
    return prefix !== undefined && Object.hasOwn(this.#folders, prefix)
      ? this.#folders[prefix]
      : undefined;
  }

  /** For whoever is not in the portal. */
  url(...segments: string[]): string {
    return `${this.#baseUrl}${this.path(...segments)}`;
  }

  /** The pages of the records that an answer names, as far as it names some. */
  links(...numbers: (string | undefined)[]): RecordLinks {
    return Object.fromEntries(
      numbers.flatMap(number =>
        number === undefined ? [] : [[number, this.url(number)]],
      ),
    );
  }
}

/** The path that the app's configuration gives a page; of several the last counts, as in the app. */
function pathOf(
  config: RootConfigService,
  extension: string,
): string | undefined {
  const entries = config.getOptional('app.extensions');
  if (!Array.isArray(entries)) return undefined;
  return entries
    .flatMap(entry => {
      const { data } = extensionSchema.safeParse(entry);
      const configured = typeof data === 'object' ? data[extension] : undefined;
      const path =
        typeof configured === 'object' ? configured?.config?.path : undefined;
      return path === undefined ? [] : [path];
    })
    .at(-1);
}
