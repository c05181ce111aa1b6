import { canonicalJson } from '@countersign/plugin-ledger-common';
import { malformed } from '../EvidenceProblem';
import { JsonRecord } from '../jsonRecords';
import { RawSummary } from '../RawSummary';
import { normal, NormalRecord, RecordReader } from './model';
import { memberOf, textOf, Tree, treeOf } from './tree';

const fields = {
  name: 'the full name of the resource',
  type: 'such as run.googleapis.com/Service',
  project: 'the project; empty above projects',
  location: 'such as europe-west1',
  display_name: 'what people call it',
  state: 'such as RUNNING, where the inventory says it',
  owner: 'the label owner',
  labels: 'all labels, as JSON with sorted names',
  created_at: 'when it was made',
  updated_at: 'when it was changed last',
  parent: 'the full name of what it belongs to',
  flaw: 'what the inventory leaves out that it should have; empty where it is well',
};

/** Resources of Google's Asset Inventory, as it is searched or as it is exported. */
export const assets: RecordReader = {
  fields,
  async *read(records: AsyncIterable<JsonRecord>, _: RawSummary) {
    let count = 0;
    for await (const record of records) {
      count += 1;
      yield normal(record, assetOf(record, count));
    }
  },
};

function assetOf(
  { value, line, place }: JsonRecord,
  count: number,
): NormalRecord {
  const type = textOf(memberOf(value, 'assetType', 'asset_type'));
  if (!type) {
    throw malformed(
      line,
      `${
        place ? `${place} ` : ''
      }is no asset: it has no assetType (asset_type), but ${
        Object.keys(value).slice(0, 10).join(', ') || 'no fields'
      }`,
    );
  }
  const resource = treeOf(value.resource);
  const data = treeOf(resource.data);
  const name = nameOf(value);
  const labels = treeOf(memberOf(value, 'labels') ?? data.labels);
  const of = (...names: string[]) =>
    textOf(memberOf(value, ...names)) ??
    textOf(memberOf(data, ...names)) ??
    null;
  return {
    // A resource without a name is a row like any other: left out, nobody would miss it.
    name: name ?? `unnamed/${count}`,
    type,
    project: projectOf(name ?? '', value),
    location: of('location') ?? textOf(resource.location) ?? null,
    display_name: of('displayName', 'display_name'),
    state: of('state', 'status', 'lifecycleState'),
    owner: textOf(labels.owner) ?? null,
    labels: Object.keys(labels).length > 0 ? canonicalJson(labels) : null,
    created_at: of('createTime', 'create_time', 'creationTimestamp'),
    updated_at: of('updateTime', 'update_time'),
    parent:
      of('parentFullResourceName', 'parent_full_resource_name') ??
      textOf(resource.parent) ??
      null,
    flaw: name ? null : 'the inventory gives it no name',
  };
}

/** The full name; a name that ends where an id should stand is none. */
function nameOf({ name }: Tree): string | undefined {
  const text = textOf(name);
  return text && !/[/-]$/.test(text) ? text : undefined;
}

function projectOf(name: string, value: Tree): string | null {
  const [, named] = /\/projects\/([^/]+)/.exec(name) ?? [];
  return named ?? textOf(value.project)?.replace(/^projects\//, '') ?? null;
}
