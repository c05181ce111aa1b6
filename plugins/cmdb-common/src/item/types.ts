import type { CriticalityTier, DataClassification } from '../annotations';

/** An annotation whose value could not be used. */
export interface AnnotationProblem {
  /** The annotation's full name. */
  annotation: string;
  /** The value as written. */
  value: string;
  /** What is wrong, and what would be right. */
  message: string;
}

/** A catalog entity as the CMDB sees it. */
export interface ConfigurationItem {
  /** Full entity reference, lower case: `component:default/checkout-api`. */
  entityRef: string;
  /** The kind as written, such as `Component`. */
  kind: string;
  namespace: string;
  name: string;
  /** The title, or the name when there is none. */
  title: string;
  /** `spec.type`, such as `service` or `database`. */
  type?: string;
  lifecycle?: string;
  /** Entity reference of the owner. */
  owner?: string;
  /** Entity reference of the system it is part of. */
  system?: string;
  tier?: CriticalityTier;
  environment?: string;
  dataClassification?: DataClassification;
  /** False when the entity does not say. */
  soxScope: boolean;
  version?: string;
  /** True when it holds data that replacing it would lose. False when the entity does not say. */
  stateful: boolean;
  /** Terraform address patterns, as {@link resolveAddresses} reads them. */
  terraformAddresses: string[];
  /** What it depends on and can do without; absent where the entity does not say. */
  softDependencies?: string[];
  /** Annotations that could not be read. Their fields are as if the annotation were absent. */
  problems: AnnotationProblem[];
}
