export interface Config {
  /**
   * The tamper-evident ledger that every plugin of this family writes to.
   */
  ledger?: {
    /**
     * The Ed25519 private key that signs checkpoints and evidence bundles: PKCS #8 in PEM, as `openssl genpkey
     * -algorithm ed25519` writes it. Give this or `signingKeyFile`.
     * @example '${LEDGER_SIGNING_KEY}'
     * @visibility secret
     */
    signingKey?: string;
    /**
     * File that holds the signing key.
     * @example '/etc/countersign/ledger-key.pem'
     */
    signingKeyFile?: string;
    /**
     * Public keys that signed earlier and are not used any more: a PEM public key or a C2SP verifier key each. What
     * they signed stays valid; nothing new is signed with them.
     * @example ['larkspur.example/change-management+d133763b+AfIrTTyXPLnouHfz4fryzGclH9BfstfNCyJmp4sV6/JV']
     */
    trustedKeys?: string[];
    /**
     * Whether the database's role may be a superuser, or one who may switch triggers off. Such a role is refused where
     * this is false, and warned of where it is true. Default: false in production, true elsewhere.
     */
    allowSuperuser?: boolean;
    /**
     * Witnesses that keep the logs honest: each remembers the last checkpoint it saw, and cosigns the next only where the
     * log merely grew. Their cosignatures become part of every bundle and pack.
     */
    witnesses?: Array<{
      /**
       * C2SP key of the witness, `name+id+base64`, as `countersign witness` prints it.
       * @example 'witness.example.com+71dca06e+BGR9PpDpTbJur+OcH/gVZ6+fWVGNp9oIpauIcy4WAjib'
       */
      key: string;
      /**
       * Where it is asked by the protocol of C2SP tlog-witness. Leave it out for a witness that comes by itself, as
       * `countersign witness --url` does.
       * @example 'https://witness.example.com'
       */
      url?: string;
    }>;
    /**
     * An RFC 3161 authority whose time stamps become part of every bundle and pack.
     */
    timeStamping?: {
      /**
       * Where it takes requests. Only the hash of a checkpoint is sent there.
       * @example 'https://tsa.example.com'
       */
      url: string;
      /**
       * Its certificate, or that of who issued it, in PEM. Give this or `certificateFile`.
       * @example '${TSA_CERTIFICATE}'
       */
      certificate?: string;
      /**
       * File that holds it.
       * @example '/etc/countersign/tsa.pem'
       */
      certificateFile?: string;
      /**
       * The object identifier of the policy that is asked for.
       * @example '1.3.6.1.4.1.99999.1'
       */
      policy?: string;
    };
    /** How often witnesses with an address and the authority are asked, beside once for each pack. Default: 60. */
    anchorEveryMinutes?: number;
  };
}
