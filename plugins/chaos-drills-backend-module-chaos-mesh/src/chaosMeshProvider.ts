import { FaultProviderOfModule } from '@countersign/plugin-chaos-drills-node';
import { readFault } from './chaosKinds';
import { ChaosMeshFaults } from './ChaosMeshFaults';
import { Cluster, LoadKubernetes } from './Cluster';
import { belongsTo, readPodTarget } from './podTarget';
import { ClusterSettings } from './settings';

/** What a provider needs beside its settings. */
export interface ChaosMeshWorld {
  entity(
    ref: string,
  ): Promise<
    { metadata: { annotations?: Record<string, string> } } | undefined
  >;
  load: LoadKubernetes;
  /** So long Chaos Mesh is waited for; a test is more impatient. */
  patienceMs?: number;
}

/** Makes the provider of faults of one cluster. */
export function chaosMeshProvider(
  settings: ClusterSettings,
  { entity, load, patienceMs }: ChaosMeshWorld,
): FaultProviderOfModule {
  const { name, namespaces } = settings;
  const cluster = new Cluster(settings, load);
  return {
    name,
    control: new ChaosMeshFaults({ cluster, namespaces, patienceMs }),
    check: ({ target, fault, arguments: given }) => {
      const read = readFault(fault, given);
      const wrong = wrongTarget(target, settings);
      return [
        ...(wrong ? [{ path: ['target'], message: wrong }] : []),
        ...('mistakes' in read ? read.mistakes : []),
      ];
    },
    resolve: async (target, signal) => {
      const pods = readPodTarget(target);
      if (!pods || !namespaces.includes(pods.namespace)) return [];
      const found = await cluster.pods(pods, signal);
      return found.map(pod => `${pods.namespace}/${pod}`);
    },
    belongs: async (target, entityRef) => {
      const pods = readPodTarget(target);
      const found = pods && (await entity(entityRef));
      return !!found && belongsTo(pods, found);
    },
  };
}

function wrongTarget(
  target: string,
  { name, namespaces }: ClusterSettings,
): string | undefined {
  const pods = readPodTarget(target);
  if (!pods) {
    return 'must be a namespace and labels of pods, such as shop/app=checkout';
  }
  return namespaces.includes(pods.namespace)
    ? undefined
    : `is in the namespace ${
        pods.namespace
      }, and ${name} may break ${namespaces.join(', ')}`;
}
