export interface Config {
  complianceEvidence?: {
    store?: {
      /** Keeps snapshots, answers and packs in a bucket. Without it this module does nothing. */
      s3?: {
        /** @example 'larkspur-evidence' */
        bucket: string;
        /**
         * Before every key. Default: none.
         * @example 'countersign/evidence/'
         */
        prefix?: string;
        /**
         * Default: that of the environment.
         * @example 'eu-central-1'
         */
        region?: string;
        /**
         * Of another store than Amazon's that speaks the protocol.
         * @example 'https://objects.example.com'
         */
        endpoint?: string;
        /** Names the bucket in the path and not in the host, as such stores often want it. Default: false. */
        forcePathStyle?: boolean;
        /**
         * Default: the role of the machine, or what the environment has.
         * @example '${EVIDENCE_ACCESS_KEY}'
         */
        accessKeyId?: string;
        /**
         * @example '${EVIDENCE_SECRET_KEY}'
         * @visibility secret
         */
        secretAccessKey?: string;
        /**
         * Encrypts each object with this key of AWS KMS. Default: as the bucket does it.
         * @example 'alias/evidence'
         */
        kmsKeyId?: string;
        /**
         * Where bytes wait on their way, on a disk with room for the largest snapshot. Default: the folder for
         * temporary files.
         * @example '/var/spool/countersign'
         */
        spoolFolder?: string;
      };
    };
    /** Sources of the kind s3. */
    sources?: Array<{
      with?: {
        /** @example 'larkspur-exports' */
        bucket?: string;
        /**
         * Before every key that a query names. Default: none.
         * @example 'exports/iam/'
         */
        prefix?: string;
        /**
         * Default: that of the environment.
         * @example 'eu-central-1'
         */
        region?: string;
        /**
         * Of another store than Amazon's that speaks the protocol.
         * @example 'https://objects.example.com'
         */
        endpoint?: string;
        /** Names the bucket in the path and not in the host, as such stores often want it. Default: false. */
        forcePathStyle?: boolean;
        /**
         * Default: the role of the machine, or what the environment has.
         * @example '${EVIDENCE_ACCESS_KEY}'
         */
        accessKeyId?: string;
        /**
         * @example '${EVIDENCE_SECRET_KEY}'
         * @visibility secret
         */
        secretAccessKey?: string;
      };
    }>;
  };
}
