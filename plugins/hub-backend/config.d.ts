export interface Config {
  /** The hub on which experiments run. */
  hub: {
    /**
     * Kind of the hub. Shown in the header; `local` also lists the catalog's
     * people for signing in.
     * @visibility frontend
     */
    environment: 'local' | 'kind' | 'talos';
    /**
     * The repository with the experiments, as the integrations read it, such as
     * `https://github.com/owner/name`.
     */
    repository: string;
    /** The same repository as Argo CD and the steps of a run clone it. */
    cloneUrl: string;
    /**
     * Branch whose last commit is run.
     * @default main
     */
    branch?: string;
    /**
     * Hosts with port, besides those of `app.baseUrl` and `backend.baseUrl`,
     * under which the portal is reached. Requests for any other host are refused.
     */
    allowedHosts?: string[];
    /**
     * Path of a kubeconfig for the hub's cluster. Left out: the service account
     * of the pod that the portal runs in. The file may appear later.
     */
    kubeconfig?: string;
    /** The Argo server, which starts and stops workflows. */
    argo: {
      /** Base URL, such as `https://argo-server.argo:2746`. */
      url: string;
      /**
       * Bearer token. Left out: the one of the kubeconfig's user.
       * @visibility secret
       */
      token?: string;
      /** Path of the certificate authority that signed the server's certificate. */
      caFile?: string;
      /**
       * Accept any certificate. Only where the server listens on loopback.
       * @default false
       */
      insecureSkipTlsVerify?: boolean;
    };
    /** What only a local hub has. */
    local?: {
      /** Path of the status document that the supervisor keeps. */
      statusFile?: string;
    };
  };
}
