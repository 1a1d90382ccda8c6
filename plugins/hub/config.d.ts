export interface Config {
  hub?: {
    /**
     * The forge's page of the repository; commits are linked as `<it>/commit/<sha>`.
     * @visibility frontend
     */
    repository?: string;
    /**
     * Which hub the portal stands on: local, kind or talos.
     * @visibility frontend
     */
    environment?: string;
  };
}
