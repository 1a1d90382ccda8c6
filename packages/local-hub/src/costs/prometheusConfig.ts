import { hashSync } from 'bcryptjs';
import { CertificateFiles } from '../pki';

/** How often figures are taken: OpenCost counts in minutes, so four times each. */
const SCRAPE_INTERVAL = '15s';

/** What Prometheus collects for OpenCost; its file is YAML, of which JSON is a part. */
export const prometheusConfig = (options: {
  openCostPort: number;
  /** File of the token that OpenCost asks for. */
  openCostTokenFile: string;
  kubeletPort: number;
  /** Client certificate for the node agent. */
  reader: CertificateFiles;
}) => ({
  global: {
    scrape_interval: SCRAPE_INTERVAL,
    scrape_timeout: '10s',
    evaluation_interval: '1h',
  },
  scrape_configs: [
    {
      job_name: 'opencost',
      honor_labels: true,
      authorization: { credentials_file: options.openCostTokenFile },
      static_configs: [{ targets: [`127.0.0.1:${options.openCostPort}`] }],
      // What OpenCost says of itself is of no use here.
      metric_relabel_configs: [
        {
          source_labels: ['__name__'],
          regex: '(go|process|promhttp|http|kubecost_http)_.*',
          action: 'drop',
        },
      ],
    },
    {
      job_name: 'cadvisor',
      // The node's name is in the label `instance`, where OpenCost looks for it.
      honor_labels: true,
      scheme: 'https',
      metrics_path: '/metrics/cadvisor',
      tls_config: {
        ca_file: options.reader.caFile,
        cert_file: options.reader.certFile,
        key_file: options.reader.keyFile,
      },
      static_configs: [{ targets: [`127.0.0.1:${options.kubeletPort}`] }],
    },
  ],
});

/** Who may ask Prometheus: OpenCost, and the supervisor whether it is ready. */
export const PROMETHEUS_USER = 'opencost';

/** A password of 256 random bits needs no slow hash, so this is the cheapest. */
const BCRYPT_COST = 4;

/** Prometheus' settings of its own listener: whoever asks needs the password. */
export const prometheusWebConfig = (password: string) => ({
  basic_auth_users: { [PROMETHEUS_USER]: hashSync(password, BCRYPT_COST) },
});
