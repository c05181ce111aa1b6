import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { EvidenceSourceKind } from '@countersign/plugin-compliance-evidence-node';

/** Asks a source that is made from configuration, and gives its bytes as text with what it says of them. */
export async function taken(
  kind: EvidenceSourceKind,
  config: JsonObject,
  text: string,
  {
    parameters = {},
    signal = new AbortController().signal,
  }: { parameters?: ParameterValues; signal?: AbortSignal } = {},
) {
  const chunks: Uint8Array[] = [];
  const said = await kind
    .create({ name: 'source', config: new ConfigReader(config) })
    .snapshot(
      { query: { name: 'query', text, parameters }, columns: [], signal },
      async chunk => {
        chunks.push(Uint8Array.from(chunk));
      },
    );
  return { ...said, text: Buffer.concat(chunks).toString() };
}
