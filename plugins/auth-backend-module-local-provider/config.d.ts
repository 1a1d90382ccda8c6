export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in as any person of the catalog, without a password. Only for a
       * hub that listens on a loopback address; an empty object turns it on.
       */
      local?: object;
    };
  };
}
