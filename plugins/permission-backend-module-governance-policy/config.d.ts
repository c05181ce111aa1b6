type GovernanceRole = 'auditors' | 'platform' | 'onCall' | 'changeManagers';

export interface Config {
  permission?: {
    governance?: {
      /** Groups of the catalog. Everybody signed in is a member without being named. */
      roles?: {
        /**
         * Read everything and write nothing, whatever other role they hold.
         * @example ['group:default/internal-audit']
         */
        auditors?: string[];
        /**
         * Run the portal: they may edit any change, and what concerns the catalog itself.
         * @example ['group:default/platform-sre']
         */
        platform?: string[];
        /**
         * Are called at night: they may take the emergency way for any change, and ask the gate.
         * @example ['group:default/platform-sre']
         */
        onCall?: string[];
        /**
         * Answer for the process: freezes and maintenance windows, the emergency way, and the gate.
         * @example ['group:default/change-advisory-board']
         */
        changeManagers?: string[];
        /**
         * The former name of those who may declare freezes; they have nothing else that change managers have.
         * @deprecated Move the groups to `changeManagers`.
         */
        calendarManagers?: string[];
      };
      /** Who has the permissions of plugins that the policy's table does not know. Whatever is in neither is denied. */
      further?: Array<{
        /**
         * The permission's name.
         * @example 'kubernetes.clusters.read'
         */
        permission: string;
        /**
         * Whoever is signed in, the same without auditors, or those who hold one of these roles.
         * @example 'members'
         * @example ['platform', 'onCall']
         */
        to: 'everyone' | 'members' | GovernanceRole[];
      }>;
    };
  };
}
