/** Pods as a drill names them: `shop/app=checkout,tier=web`, a namespace and the labels that they all have. */
export interface PodTarget {
  namespace: string;
  labels: Readonly<Record<string, string>>;
}

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Reads the target of a fault; undefined where it is none. */
export function readPodTarget(target: string): PodTarget | undefined {
  const cut = target.indexOf('/');
  const namespace = target.slice(0, Math.max(cut, 0));
  const labels = readLabels(target.slice(cut + 1));
  if (!NAMESPACE.test(namespace) || !labels) return undefined;
  return { namespace, labels };
}

/**
 * Labels that are equal to something, as in a label selector. Others are not read: nobody could say by them alone whose pods
 * they are.
 */
export function readLabels(
  selector: string,
): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const part of selector.split(',')) {
    const [key, value, ...rest] = part.trim().split(/==?/);
    if (rest.length > 0 || !KEY.test(key) || !VALUE.test(value ?? '')) {
      return undefined;
    }
    if (Object.hasOwn(labels, key)) return undefined;
    labels[key] = value;
  }
  return labels;
}

/** As the API of Kubernetes takes it. */
export function labelSelector(labels: PodTarget['labels']): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** What the annotations of an entity say about its pods. */
interface AnnotatedEntity {
  metadata: { annotations?: Record<string, string> };
}

/** Whether pods are those of an entity, by the annotations that the Kubernetes pages of Backstage read too. */
export function belongsTo(
  { namespace, labels }: PodTarget,
  { metadata: { annotations = {} } }: AnnotatedEntity,
): boolean {
  const home = annotations['backstage.io/kubernetes-namespace'];
  if (home !== undefined && home !== namespace) return false;
  const selector = annotations['backstage.io/kubernetes-label-selector'];
  const id = annotations['backstage.io/kubernetes-id'];
  const own = selector
    ? readLabels(selector)
    : id && { 'backstage.io/kubernetes-id': id };
  // Whoever asks for more labels gets fewer pods, all of them the entity's.
  return (
    !!own && Object.entries(own).every(([key, value]) => labels[key] === value)
  );
}
