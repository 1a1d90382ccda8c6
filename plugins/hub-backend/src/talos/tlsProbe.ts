import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { hostOf, TalosContext } from './talosconfig';

/** A certificate as people ask about it. */
export interface CertificateFacts {
  subject: string;
  /** ISO 8601. */
  expiresAt: string;
}

const PROBE_TIMEOUT_MS = 3_000;
/**
 * In TLS 1.3 the server judges our certificate after we think that we are
 * connected; its refusal arrives within this time.
 */
const REFUSAL_MS = 300;

/** What a PEM certificate says. */
export function certificateFacts(pem: string): CertificateFacts {
  const { subject, validTo } = new X509Certificate(pem);
  return {
    subject: subject.replaceAll('\n', ', '),
    expiresAt: new Date(validTo).toISOString(),
  };
}

/**
 * Makes a TLS connection as the API's client does, to see the server's
 * certificate, and to learn in words what is wrong, which gRPC does not tell.
 *
 * @throws Error with a sentence that says what is wrong and what helps
 */
export function probeTls(
  endpoint: string,
  context: Pick<TalosContext, 'ca' | 'cert' | 'key'>,
): Promise<CertificateFacts> {
  const host = hostOf(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(endpoint.match(/\d+$/)?.[0]),
      ...(!/^[\d.]+$|:/.test(host) && { servername: host }),
      ca: context.ca,
      cert: context.cert,
      key: context.key,
      ALPNProtocols: ['h2'],
    });
    let refusalTimer: NodeJS.Timeout | undefined;
    let connected = false;
    const end = (act: () => void) => {
      clearTimeout(refusalTimer);
      clearTimeout(timer);
      socket.destroy();
      act();
    };
    const fail = (error: Error & { code?: string }) => {
      // Servers that send no alert just hang up once they have seen it.
      const hungUp = connected && error.code === 'ECONNRESET';
      end(() =>
        reject(
          new Error(hungUp ? refusal(endpoint) : explain(error, endpoint)),
        ),
      );
    };
    const timer = setTimeout(
      () => fail(new Error(`no answer within ${PROBE_TIMEOUT_MS / 1000} s`)),
      PROBE_TIMEOUT_MS,
    );
    socket.on('error', fail);
    socket.on('secureConnect', () => {
      connected = true;
      const { raw } = socket.getPeerCertificate();
      const facts = certificateFacts(
        `-----BEGIN CERTIFICATE-----\n${raw.toString(
          'base64',
        )}\n-----END CERTIFICATE-----`,
      );
      refusalTimer = setTimeout(() => end(() => resolve(facts)), REFUSAL_MS);
    });
    socket.on('end', () =>
      fail(
        Object.assign(new Error('it closed the connection'), {
          code: 'ECONNRESET',
        }),
      ),
    );
  });
}

const NEW_CONFIG =
  'Make a new talosconfig with “talosctl config new”, and name it in hub.talos.talosconfig';

const refusal = (endpoint: string) =>
  `${endpoint} hangs up when it sees our client certificate: it has expired, or another authority than this cluster’s signed it. ${NEW_CONFIG}.`;

/** Codes of Node and of TLS alerts, in words. */
function explain(error: Error & { code?: string }, endpoint: string): string {
  switch (error.code) {
    case 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED':
    case 'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED':
      return `${endpoint} refuses our client certificate: it has expired. ${NEW_CONFIG}.`;
    case 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA':
    case 'ERR_SSL_TLS_ALERT_UNKNOWN_CA':
    case 'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR':
    case 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE':
    case 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE':
    case 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN':
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return `${endpoint} does not trust our client certificate: another authority than this cluster’s signed it. ${NEW_CONFIG}.`;
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${endpoint} has expired. Check the machine’s clock, and reboot it to have it made anew.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${endpoint} is not valid yet. Check the clocks.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'CERT_SIGNATURE_FAILURE':
      return `${endpoint} is not trusted: its certificate is of another authority than the talosconfig’s. Is it the right cluster?`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${endpoint} is for other names: ${error.message}.`;
    case 'ECONNREFUSED':
      return `${endpoint} refuses connections. Does the machine run?`;
    default:
      return `${endpoint} can’t be reached: ${error.message}.`;
  }
}
