import { stringify } from 'yaml';
import { updateFile } from '../supervisor';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Who a kubeconfig makes one. */
export type Credential = { cert: string; key: string } | { token: string };

/**
 * Writes a kubeconfig that needs no other file. Written only when it differs,
 * since components watch theirs.
 */
export function writeKubeconfig(
  file: string,
  options: { server: string; ca: string; user: string; credential: Credential },
): void {
  const { server, ca, user, credential } = options;
  const context = 'illm-lab';
  updateFile(
    file,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': context,
      clusters: [
        {
          name: context,
          cluster: { server, 'certificate-authority-data': base64(ca) },
        },
      ],
      contexts: [{ name: context, context: { cluster: context, user } }],
      users: [
        {
          name: user,
          user:
            'token' in credential
              ? { token: credential.token }
              : {
                  'client-certificate-data': base64(credential.cert),
                  'client-key-data': base64(credential.key),
                },
        },
      ],
    }),
  );
}
