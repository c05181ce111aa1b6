export interface Config {
  /**
   * The tamper-evident ledger that every plugin of this family writes to.
   */
  ledger?: {
    /**
     * The Ed25519 private key that signs checkpoints and evidence bundles: PKCS #8 in PEM, as
     * `openssl genpkey -algorithm ed25519` writes it. Give this or `signingKeyFile`.
     * @visibility secret
     */
    signingKey?: string;
    /**
     * File that holds the signing key.
     */
    signingKeyFile?: string;
    /**
     * Public keys that signed earlier and are not used any more: a PEM public key or a C2SP verifier key each. What
     * they signed stays valid; nothing new is signed with them.
     */
    trustedKeys?: string[];
    /**
     * Whether the database's role may be a superuser, or one who may switch triggers off. Such a role is refused where
     * this is false, and warned of where it is true. Default: false in production, true elsewhere.
     */
    allowSuperuser?: boolean;
  };
}
