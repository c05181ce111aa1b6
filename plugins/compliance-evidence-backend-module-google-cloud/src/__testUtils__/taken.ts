import { ConfigReader } from '@backstage/config';
import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { EvidenceSourceKind } from '@countersign/plugin-compliance-evidence-node';

/** Asks a source, and gives its records with what it says of them. */
export async function taken(
  kind: EvidenceSourceKind,
  config: object,
  text: string,
  parameters: ParameterValues = {},
) {
  const chunks: Uint8Array[] = [];
  const said = await kind
    .create({ name: 'source', config: new ConfigReader(config as never) })
    .snapshot(
      {
        query: { name: 'query', text, parameters },
        columns: [],
        signal: new AbortController().signal,
      },
      async chunk => {
        chunks.push(chunk);
      },
    );
  const written = Buffer.concat(chunks).toString();
  return {
    ...said,
    text: written,
    records: written
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line)),
  };
}
