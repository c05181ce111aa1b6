import { InputError } from '@backstage/errors';
import {
  EvidenceSourceKind,
  instantIn,
  readQueryLines,
} from '@countersign/plugin-compliance-evidence-node';
import { didYouMean } from '@countersign/plugin-governance-common';
import { boundFilter } from './ask';
import { cloudError } from './cloudError';
import { lazily } from './lazily';
import { instantOf, jsonOf, Message } from './messages';
import { PagedCall, pagesOf } from './pages';
import {
  assetsSchema,
  clientOptions,
  ClientSettings,
  settingsOf,
} from './settings';

/** As far as it is asked. */
export interface AssetClient {
  listAssets: PagedCall;
}

function newClient(options: ClientSettings): AssetClient {
  const {
    AssetServiceClient,
  }: typeof import('@google-cloud/asset') = require('@google-cloud/asset');
  return new AssetServiceClient(
    options as Record<string, {} | undefined>,
  ) as unknown as AssetClient;
}

/** As many as one answer may have. */
const PAGE_SIZE = 1000;
/** So long Asset Inventory remembers. */
const REMEMBERS_MS = 35 * 24 * 60 * 60 * 1000;
const lines = ['content', 'at', 'types'] as const;
const contents: Readonly<Record<string, string>> = {
  resources: 'RESOURCE',
  'iam-policies': 'IAM_POLICY',
};
const explain = (error: unknown) =>
  cloudError(error, {
    service: 'Asset Inventory',
    role: 'roles/cloudasset.viewer',
  });

/**
 * Asset Inventory: resources, or the IAM policies on them with their conditions, as they were at a moment of the last 35 days.
 * A query has the lines `content: resources` or `content: iam-policies`, `at: ${period_end}`, and `types:` with types of assets.
 */
export function assetSources(
  makeClient: (
    options: ClientSettings,
  ) => AssetClient | Promise<AssetClient> = newClient,
): EvidenceSourceKind {
  return {
    kind: 'google-cloud-assets',
    create({ name, system, config }) {
      const settings = settingsOf(name, config, assetsSchema);
      const clientOnce = lazily(() => makeClient(clientOptions(settings)));
      return {
        system: system ?? 'Asset Inventory',
        async snapshot({ query, signal }, write) {
          const text = boundFilter(query.text, query.parameters, quoted =>
            quoted.join(','),
          );
          const { at, gaps, ...request } = requestOf(text, Date.now());
          const client = await clientOnce();
          const call = client.listAssets.bind(client);
          let asOf = at;
          let pages = 0;
          for await (const page of pagesOf(
            call,
            { parent: settings.parent, ...request, pageSize: PAGE_SIZE },
            { signal, explain },
          )) {
            pages += 1;
            if (page.readTime) asOf = instantOf(page.readTime as never);
            const assets = (page.assets ?? []) as Message[];
            const written = assets.map(
              asset => `${JSON.stringify(jsonOf(asset))}\n`,
            );
            if (written.length > 0) await write(Buffer.from(written.join('')));
          }
          return {
            asOf: new Date(asOf).toISOString(),
            format: 'ndjson',
            completeness: { pages, gaps },
          };
        },
      };
    },
  };
}

function requestOf(text: string, now: number) {
  const asked = readQueryLines(text, lines, ['content', 'at']);
  const word = asked.content!;
  const contentType = Object.hasOwn(contents, word)
    ? contents[word]
    : undefined;
  if (!contentType) {
    const known = Object.keys(contents);
    throw new InputError(
      `content is ${word}${didYouMean(word, known)}; it may be ${known.join(
        ' or ',
      )}`,
    );
  }
  const wanted = instantIn(asked.at!, 'at').getTime();
  if (wanted < now - REMEMBERS_MS) {
    throw new InputError(
      `Asset Inventory remembers 35 days, and ${new Date(
        wanted,
      ).toISOString()} is longer ago: take this snapshot by a schedule, soon after the period has ended`,
    );
  }
  const at = Math.min(wanted, now);
  return {
    at: new Date(at).toISOString(),
    contentType,
    readTime: { seconds: Math.floor(at / 1000), nanos: 0 },
    assetTypes: (asked.types ?? '')
      .split(',')
      .map(type => type.trim().replace(/^"(.*)"$/, '$1'))
      .filter(Boolean),
    gaps:
      wanted > now
        ? [
            `The moment that was asked for, ${new Date(
              wanted,
            ).toISOString()}, is still to come`,
          ]
        : [],
  };
}
