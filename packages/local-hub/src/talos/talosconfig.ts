import { stringify } from 'yaml';
import { KeyPair } from '../pki';
import { updateFile } from '../supervisor';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Writes the talosconfig of a client of one machine on loopback. */
export function writeTalosconfig(
  file: string,
  options: { endpoint: string; ca: string; client: KeyPair },
): void {
  const { endpoint, ca, client } = options;
  updateFile(
    file,
    stringify({
      context: 'hub',
      contexts: {
        hub: {
          endpoints: [endpoint],
          nodes: ['127.0.0.1'],
          ca: base64(ca),
          crt: base64(client.cert),
          key: base64(client.key),
        },
      },
    }),
  );
}
