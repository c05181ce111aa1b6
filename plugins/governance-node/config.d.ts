export interface Config {
  /**
   * What is configured once for every area.
   */
  governance?: {
    /**
     * Environments that records may be for, most important first. Default: production, staging, development.
     * @example ['production', 'staging']
     */
    environments?: string[];
    /**
     * IANA time zone whose nights and weekends count. Default: UTC.
     * @example 'Europe/Berlin'
     */
    timeZone?: string;
    /**
     * True (or `on`) fills an empty portal, once, with demo records, and counts them in metrics and history. Default:
     * false.
     * @example true
     */
    demo?: boolean | string;
  };
}
