import { randomBytes } from 'node:crypto';

/** What people's sign-ins by name are signed with. */
export const SIGN_IN_SECRET = randomBytes(32).toString('base64url');

/**
 * Goes after app-config.yaml and app-config.production.yaml: what production has
 * of the cluster around it comes from a local hub here, and people sign in by
 * name. Everything else is production's.
 */
export const TEST_CONFIG = `
backend:
  listen: 127.0.0.1:\${PORT}
  csp: { upgrade-insecure-requests: false }
auth:
  environment: local
  providers: { local: { secret: '${SIGN_IN_SECRET}' } }
integrations:
  github:
    - host: \${FORGE_HOST}
      apiBaseUrl: \${FORGE_URL}/api/v3
      token: \${GITHUB_TOKEN}
scaffolder:
  defaultEnvironment:
    parameters: { repoUrl: '\${FORGE_HOST}?owner=illm&repo=lab' }
hub:
  repository: \${FORGE_URL}/illm/lab
  cloneUrl: \${FORGE_URL}/illm/lab.git
  kubeconfig: \${KUBECONFIG}
  allowedHosts: ['localhost:\${PORT}', '127.0.0.1:\${PORT}']
  argo: { insecureSkipTlsVerify: true }
  costs:
    opencost: { url: '\${OPENCOST_URL}' }
    budgetSchedule:
      frequency: { seconds: 5 }
      timeout: { minutes: 1 }
search:
  collators:
    catalog:
      schedule:
        initialDelay: { seconds: 5 }
        frequency: { seconds: 20 }
        timeout: { minutes: 1 }
`;
