export interface Config {
  complianceEvidence?: {
    store?: {
      /** Keeps snapshots, answers and packs in a bucket. Without it this module does nothing. */
      s3?: {
        bucket: string;
        /** Before every key, such as countersign/evidence/. Default: none. */
        prefix?: string;
        /** Default: that of the environment. */
        region?: string;
        /** Of another store than Amazon's that speaks the protocol. */
        endpoint?: string;
        /** Names the bucket in the path and not in the host, as such stores often want it. Default: false. */
        forcePathStyle?: boolean;
        /** Default: the role of the machine, or what the environment has. */
        accessKeyId?: string;
        /** @visibility secret */
        secretAccessKey?: string;
        /** Encrypts each object with this key of AWS KMS. Default: as the bucket does it. */
        kmsKeyId?: string;
        /** Where bytes wait on their way, on a disk with room for the largest snapshot. Default: the folder for temporary files. */
        spoolFolder?: string;
      };
    };
    /** Sources of the kind s3. */
    sources?: Array<{
      with?: {
        bucket?: string;
        /** Before every key that a query names, such as exports/iam/. Default: none. */
        prefix?: string;
        /** Default: that of the environment. */
        region?: string;
        /** Of another store than Amazon's that speaks the protocol. */
        endpoint?: string;
        /** Names the bucket in the path and not in the host, as such stores often want it. Default: false. */
        forcePathStyle?: boolean;
        /** Default: the role of the machine, or what the environment has. */
        accessKeyId?: string;
        secretAccessKey?: string;
      };
    }>;
  };
}
