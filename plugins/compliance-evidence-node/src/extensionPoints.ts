import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { SnapshotStore } from './SnapshotStore';
import { EvidenceSourceKind } from './sources';

/** Where modules plug in kinds of sources. */
export interface EvidenceSourcesExtensionPoint {
  /** @throws Error where there is a kind of this name already */
  addKind(kind: EvidenceSourceKind): void;
}

/** Kinds of sources that evidence is taken from. */
export const evidenceSourcesExtensionPoint =
  createExtensionPoint<EvidenceSourcesExtensionPoint>({
    id: 'compliance-evidence.sources',
  });

/** Where a module plugs in another store. */
export interface EvidenceStoreExtensionPoint {
  /** @throws Error where another module did so already */
  setStore(store: SnapshotStore): void;
}

/** The store of snapshots, answers and packs: a local folder, unless a module brings another. */
export const evidenceStoreExtensionPoint =
  createExtensionPoint<EvidenceStoreExtensionPoint>({
    id: 'compliance-evidence.store',
  });
